import { LockstepError } from "#services/core/errors";
import type { HttpAnswer } from "#services/wire/http-client";
import { readWhole } from "#services/wire/read-whole";
import type { Refused } from "./refused.js";

/** What an answer holds, or why the instance refused this one question although it is well. */
export type Said = { readonly result: unknown; readonly headers: HttpAnswer["headers"] } | Refused;

/**
 * Reads the envelope that every JSON answer comes in. A failure told inside it counts as one whatever the HTTP status is; what
 * the engine says of it is used to tell causes apart and goes no further, but for its numbers.
 *
 * @throws LockstepError `answer-unexpected` (a web page, no JSON), `answer-truncated`, `answer-too-large`
 */
export async function readEnvelope(answer: HttpAnswer, origin: string, maxBytes: number): Promise<Said> {
  const { status } = answer;
  const isPage = /html/i.test(String(answer.headers["content-type"] ?? ""));
  if (isPage || status === 204) {
    await answer.discard();
    // A web server in between may keep an error's details to itself and give a page of its own.
    if (status >= 400) return refused(status, "", origin);
    throw unexpected(
      `${origin} answered with ${isPage ? "a web page" : "nothing"}: a login page or proxy is in front.`,
    );
  }
  const text = Buffer.from(await readWhole(answer, maxBytes, origin)).toString("utf8");
  const envelope = parseEnvelope(text, status, origin);
  if (envelope === undefined) return refused(status, "", origin);
  const failure = failureIn(envelope);
  if (status >= 400 || failure !== "") return refused(status, failure, origin);
  return { result: Reflect.get(envelope, "result"), headers: answer.headers };
}

/** Nothing where a failure came without an envelope. */
function parseEnvelope(text: string, status: number, origin: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "status" in value && "result" in value) return value;
  } catch {
    // Told below: the parser's own words quote what was sent.
  }
  if (status >= 400) return undefined;
  const trimmed = text.trim();
  if (trimmed === "" || (trimmed.startsWith("{") && !trimmed.endsWith("}"))) {
    throw new LockstepError("answer-truncated", `${origin} ended after ${text.length} characters, before its end.`);
  }
  throw unexpected(`${origin} answered with something else than this engine does.`);
}

/** The engine's own account of a failure: its summary, its errors, or the status of the one document that was asked for. */
function failureIn(envelope: object): string {
  const status: unknown = Reflect.get(envelope, "status");
  const summary = textAt(status, "summary");
  if (summary !== "") return summary;
  const errors: unknown = typeof status === "object" && status !== null ? Reflect.get(status, "errors") : undefined;
  if (Array.isArray(errors) && errors.length > 0) return textAt(errors[0], "error") || "an error without words";
  return textAt(Reflect.get(envelope, "result"), "status");
}

function refused(status: number, said: string, origin: string): Said {
  const numbers = [/ERROR #\d{1,6}/.exec(said)?.[0], /SQLCODE: ?-?\d{1,6}/.exec(said)?.[0]].filter(
    (part) => part !== undefined,
  );
  const detail = [...(status === 200 ? [] : [String(status)]), ...numbers].join(", ");
  if (status === 403 || isLackOfRights(said)) {
    return { refused: { code: "rights-narrowed", message: `${origin} is not for this account (${detail}).` } };
  }
  const lacks = lackingIn(said);
  if (lacks === undefined) {
    const message = `${origin}: the engine says that it failed (${detail || "without a number"}).`;
    return { refused: { code: "answer-unexpected", message } };
  }
  const message = `${origin}: the engine's version does not know the table or a column of it (${detail}).`;
  return { refused: { code: "answer-unexpected", message }, lacks };
}

/** SQLCODE -30: no such table; -29: no such column in it. */
function lackingIn(said: string): Refused["lacks"] {
  if (/SQLCODE: ?-30\b/.test(said)) return "table";
  return /SQLCODE: ?-29\b/.test(said) ? "column" : undefined;
}

/** SQLCODE -99: no privilege; 5001 with these words: no right to a database. */
export function isLackOfRights(said: string): boolean {
  return /SQLCODE: ?-99\b|not privileged|privilege violation|access denied|<PROTECT>/i.test(said);
}

function textAt(value: unknown, name: string): string {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === "string" ? found : "";
}

function unexpected(message: string): LockstepError {
  return new LockstepError("answer-unexpected", message);
}
