import type { ExerciseKind, ExerciseOutcome } from "#schemas/exercise";
import { parseActionWords } from "#services/core/action/parse-action-words";
import { LockstepError } from "#services/core/errors";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { EngineCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import { page } from "./layout.js";
import { practicePage, type TypedExercise } from "./practice-page.js";
import { readerOf } from "./reader-of.js";
import { whyNotTaken } from "./why-not-taken.js";

/** The form of an exercise, empty, with the actions that are open. */
export async function showPractice(call: EngineCall): Promise<Answer> {
  return await answerForm(call, EMPTY);
}

/** Records an exercise in the name of whoever is signed in; where it is refused, the form says why and keeps what was typed. */
export async function recordOnPage(call: EngineCall): Promise<Answer> {
  const { estate, engineId, principal, body } = call;
  if (!(body instanceof URLSearchParams)) return refuse(400);
  if (principal.kind !== "person") return refuse(403);
  const typed = typedIn(body);
  return await taken(call, typed, async () => {
    await estate.app.recordExercise(engineId, askedIn(typed, principal.name));
  });
}

/** Closes an action in the name of whoever is signed in. */
export async function closeOnPage(call: EngineCall): Promise<Answer> {
  const { estate, engineId, principal, params, body } = call;
  if (!(body instanceof URLSearchParams)) return refuse(400);
  if (principal.kind !== "person") return refuse(403);
  const closing = { id: params["action"] ?? "", engineId, note: (body.get("note") ?? "").trim(), by: principal.name };
  return await taken(call, EMPTY, async () => {
    await estate.app.closeAction(closing);
  });
}

async function taken(call: EngineCall, typed: TypedExercise, act: () => Promise<void>): Promise<Answer> {
  try {
    await act();
    return { kind: "redirect", to: estateLink(call.estate.id, "engines", call.engineId) };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return await answerForm(call, typed, whyNotTaken(error));
  }
}

async function answerForm(call: EngineCall, typed: TypedExercise, problem?: string): Promise<Answer> {
  const { estate, engineId } = call;
  const reader = readerOf(call, "decisions");
  const values = { estate: estate.id, engineId, decisions: await estate.views.decisions(), typed };
  const parts = practicePage({ ...values, ...(problem === undefined ? {} : { problem }) }, reader);
  return answerPage(page(parts, reader), problem === undefined ? {} : { status: 422 });
}

const EMPTY: TypedExercise = {
  ...{ kind: "failover", started: "", ended: "", outcome: "passed", cleanedUp: "no" },
  ...{ rtoMinutes: "", lessons: "", actions: "" },
};

function typedIn(body: URLSearchParams): TypedExercise {
  const field = (name: string): string => (body.get(name) ?? "").trim();
  return {
    ...{ kind: field("kind"), started: field("started"), ended: field("ended"), outcome: field("outcome") },
    ...{ cleanedUp: field("cleanedUp"), rtoMinutes: field("rtoMinutes") },
    ...{ lessons: field("lessons"), actions: field("actions") },
  };
}

type ExerciseAsked = Parameters<EngineCall["estate"]["app"]["recordExercise"]>[1];

/** @throws LockstepError `usage` */
function askedIn(typed: TypedExercise, by: string): ExerciseAsked {
  return {
    kind: oneOf<ExerciseKind>("kind", typed.kind, ["failover", "restore", "table-top"]),
    startedAt: typed.started,
    endedAt: typed.ended,
    outcome: oneOf<ExerciseOutcome>("outcome", typed.outcome, ["passed", "partly", "failed"]),
    cleanedUp: typed.cleanedUp === "yes",
    rtoMinutes: minutesIn(typed.rtoMinutes),
    lessons: linesOf(typed.lessons),
    actions: linesOf(typed.actions).map(parseActionWords),
    ...{ before: "latest", after: "latest", by },
  };
}

function oneOf<T extends string>(part: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new LockstepError("usage", `The ${part} of the exercise is one of: ${choices.join(", ")}.`);
}

function minutesIn(text: string): number | undefined {
  if (text === "") return undefined;
  const minutes = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (minutes >= 1 && minutes <= 44_640) return minutes;
  throw new LockstepError("usage", "The minutes that it may take are a whole number from 1 to 44640.");
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
