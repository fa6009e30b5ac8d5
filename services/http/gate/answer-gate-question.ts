import type { GateAnswer } from "#schemas/gate";
import type { Content } from "../answer.js";
import { prefersText } from "./prefers-text.js";

/** How an answer is to be given: `mayRead` false leaves every word out but verdict, codes and ages. */
export interface GateForm {
  readonly accept: string | undefined;
  readonly mayRead: boolean;
}

/** Gives an answer of the gate to a machine: 200 for what opens it and 503 for everything else, never to be kept by anybody between. */
export function answerGateQuestion(answer: GateAnswer, { accept, mayRead }: GateForm): Content {
  const { reasons: _reasons, runtime: _runtime, lastProven: _lastProven, ...bare } = answer;
  const told: GateAnswer = mayRead ? answer : bare;
  const asText = prefersText(accept);
  return {
    kind: "content",
    status: answer.allowed ? 200 : 503,
    type: asText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
    body: asText ? `${lineOf(answer)}\n` : JSON.stringify(told),
    headers: {
      "Cache-Control": "no-store",
      Vary: "Accept, Cookie, Authorization",
      "X-Lockstep-Verdict": answer.verdict,
      ...(answer.allowed ? {} : { "Retry-After": retryAfter(answer) }),
    },
  };
}

/** One line: the verdict, the engine, and what a script may want. */
function lineOf({ verdict, engineId, ageSeconds, asOf, expiresAt, codes }: GateAnswer): string {
  const facts = [
    `age=${ageSeconds ?? "unknown"}`,
    `asOf=${asOf ?? "never"}`,
    `expires=${expiresAt ?? "never"}`,
    `codes=${codes.join(",") || "none"}`,
  ];
  return [verdict, engineId, ...facts].join(" ");
}

/** What is being read again is there in a moment; anything else takes a person or a check. */
function retryAfter({ codes }: GateAnswer): string {
  return codes.every((code) => code === "book-stale") && codes.length > 0 ? "2" : "30";
}
