import { ERROR_KINDS, type ErrorCode, LockstepError } from "#services/core/errors";
import { escapeText } from "#services/core/text/escape-text";
import { DEFAULT_LIMITS } from "./connector-limits.js";
import type { HttpAnswer } from "./http-client.js";
import { parseJsonAnswer } from "./parse-json-answer.js";

/** Reads why a service of Lockstep refused: its code, its words and its remedy; of a page that stands in front of it, the status alone. */
export async function readRefusal(answer: HttpAnswer, id: string): Promise<LockstepError> {
  const { status } = answer;
  const value = await parseJsonAnswer(answer, { id, path: "", limits: DEFAULT_LIMITS }).catch(() => undefined);
  const code = wordsIn(value, "code") ?? "";
  if (Object.hasOwn(ERROR_KINDS, code)) {
    const message = `The service refused (${status}): ${wordsIn(value, "detail") ?? ""}`;
    return new LockstepError(code as ErrorCode, message, { remedy: wordsIn(value, "remedy") });
  }
  const isBusy = status === 429 || status >= 500;
  return new LockstepError(isBusy ? "node-unreachable" : "request-refused", `The service answered with ${status}.`);
}

const MAX_CHARACTERS = 500;

function wordsIn(value: unknown, name: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const text: unknown = Reflect.get(value, name);
  return typeof text === "string" ? escapeText(text.slice(0, MAX_CHARACTERS)) : undefined;
}
