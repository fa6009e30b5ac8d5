import { type ErrorCode, LockstepError } from "#services/core/errors";
import { findZipEnd, startsLikeZip } from "#services/formats/zip/find-zip-end";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpAnswer } from "#services/wire/http-client";
import { readWhole } from "#services/wire/read-whole";
import { isObject } from "./answers/json-values.js";
import type { ReadSource } from "./read-sources.js";

/** Something that an engine says in an error, as far as it tells causes apart. */
export type KnownReason = "users-in-ldap" | "variables-checked-out";

/** A source that the engine refused; its own words go no further. */
export class RefusedSource extends LockstepError {
  readonly reason: KnownReason | undefined;

  constructor(code: ErrorCode, message: string, status: number, reason?: KnownReason) {
    super(code, message, { details: { status } });
    this.reason = reason;
  }
}

/**
 * Reads an answer as a whole, once it is seen to be complete and of the form that was asked for; `undefined` where there is nothing.
 * @throws LockstepError `rights-narrowed`, `answer-unexpected`, `answer-truncated`, `answer-too-large`
 */
export async function readAnswer(
  answer: HttpAnswer,
  source: ReadSource,
  limits: ConnectorLimits,
): Promise<Uint8Array | undefined> {
  const origin = source.path.split("?")[0] ?? source.path;
  if (answer.status === 204 && source.mayBeEmpty) {
    await answer.discard();
    return undefined;
  }
  if (answer.status !== 200) throw await refusal(answer, origin, limits);
  if (/html/i.test(String(answer.headers["content-type"] ?? ""))) {
    await answer.discard();
    throw unexpected(origin, "answered with a web page: a login page or proxy stands in front");
  }
  const bytes = await readWhole(answer, limits.maxItemBytes, origin);
  const problem = problemOf(bytes, source.form);
  if (problem === undefined) return bytes;
  throw problem === "truncated"
    ? new LockstepError("answer-truncated", `${origin} ended after ${bytes.byteLength} bytes, before its end.`)
    : unexpected(origin, "answered with something else than this engine does");
}

function unexpected(origin: string, message: string): LockstepError {
  return new LockstepError("answer-unexpected", `${origin} ${message}.`);
}

async function refusal(answer: HttpAnswer, origin: string, limits: ConnectorLimits): Promise<LockstepError> {
  const { status } = answer;
  const reason = knownReason(await readWhole(answer, limits.maxItemBytes, origin));
  if (status === 204)
    return new RefusedSource("rights-narrowed", `${origin} gave no content: the account may not see it.`, status);
  if (status === 403) return new RefusedSource("rights-narrowed", `${origin} is forbidden for the account.`, status);
  if (reason === "variables-checked-out") {
    const message = `${origin} cannot be read while somebody has the variables checked out in the IDE: ask them to check in.`;
    return new RefusedSource("answer-unexpected", message, status, reason);
  }
  return new RefusedSource("answer-unexpected", `${origin} answered ${status}.`, status, reason);
}

/** Errors come as JSON where JSON was asked for, else as a web page. */
function knownReason(bytes: Uint8Array): KnownReason | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, 65_536));
  if (/\bLDAP\b/i.test(text)) return "users-in-ldap";
  return /checked[ -]?out/i.test(text) ? "variables-checked-out" : undefined;
}

function problemOf(bytes: Uint8Array, form: ReadSource["form"]): "truncated" | "unexpected" | undefined {
  if (bytes.byteLength === 0) return "truncated";
  if (form === "zip") return zipProblem(bytes);
  const text = new TextDecoder().decode(bytes).trim();
  return form === "json" ? jsonProblem(text) : xmlProblem(text);
}

function zipProblem(bytes: Uint8Array): "truncated" | "unexpected" | undefined {
  if (!startsLikeZip(bytes)) return "unexpected";
  return findZipEnd(bytes) === undefined ? "truncated" : undefined;
}

function jsonProblem(text: string): "truncated" | "unexpected" | undefined {
  if (!/^[{[]/.test(text)) return "unexpected";
  try {
    const answer: unknown = JSON.parse(text);
    return isObject(answer) && isObject(answer["error"]) ? "unexpected" : undefined;
  } catch {
    return "truncated";
  }
}

function xmlProblem(text: string): "truncated" | "unexpected" | undefined {
  const name = /^(?:<\?xml[^>]*\?>\s*)?<([\w.:-]+)/.exec(text)?.[1];
  if (name === undefined || /^html$/i.test(name)) return "unexpected";
  const isEmptyRoot = /^(?:<\?xml[^>]*\?>\s*)?<[^<>]*\/>$/.test(text);
  return isEmptyRoot || text.endsWith(`</${name}>`) ? undefined : "truncated";
}
