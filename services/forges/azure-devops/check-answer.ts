import { type ErrorCode, LockstepError } from "#services/core/errors";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpAnswer } from "#services/wire/http-client";
import { parseJsonAnswer } from "#services/wire/parse-json-answer";
import { fieldsOf, textOf } from "./fields.js";

/** What Azure DevOps says of a refusal: its own names alone, never its text, which quotes what was sent. */
export interface Refusal {
  readonly status: number;
  /** For example `VssVersionOutOfRangeException`. */
  readonly type: string | undefined;
  /** For example `TF401179`. */
  readonly code: string | undefined;
}

const NOTHING = { type: undefined, code: undefined };

/** Reads what a refusal says of itself; a page says nothing. @throws LockstepError `answer-truncated`, `answer-too-large`, `answer-unexpected` */
export async function readRefusal(
  answer: HttpAnswer,
  about: { readonly id: string; readonly path: string; readonly limits: ConnectorLimits },
): Promise<Refusal> {
  const { status, headers } = answer;
  if (!/json/i.test(headers["content-type"] ?? "")) {
    await answer.discard();
    return { status, ...NOTHING };
  }
  const { typeKey, message } = fieldsOf(await parseJsonAnswer(answer, about));
  const [type] = /^[A-Za-z]{3,80}$/.exec(textOf(typeKey) ?? "") ?? [];
  const [code] = /^(?:TF|VS)\d{4,7}/.exec(textOf(message) ?? "") ?? [];
  return { status, type, code };
}

/** A refusal as an error that a person can act on. */
export function toError({ status, type, code }: Refusal, method: string, place: string): LockstepError {
  const why = [String(status), code ?? type].filter((word) => word !== undefined).join(", ");
  const fail = (kind: ErrorCode, message: string): LockstepError =>
    new LockstepError(kind, `azure-devops ${message}`, { details: { node: "azure-devops", status } });
  // Azure DevOps answers a token that is not good with a page to sign in, as if all were well (203).
  if (status === 203)
    return fail("login-refused", "answered with a page to sign in (203): the token is not, or no longer, good.");
  if (status === 401) return fail("login-refused", `refused the token (${why}).`);
  // What an account may not see does not exist.
  if (status === 404 && code === "TF401019") return fail("rights-narrowed", `shows no such repository (${why}).`);
  if (status === 403) return fail("rights-narrowed", `forbids the account ${method} ${place} (${why}).`);
  if (status >= 300 && status < 400) {
    return fail("answer-unexpected", `answered ${place} with a redirect (${status}): a login page stands in front.`);
  }
  if (status >= 500) return fail("node-unreachable", `could not answer ${place} (${why}).`);
  if (method === "GET") return fail("answer-unexpected", `answered ${place} with ${why}.`);
  return fail("forge-unavailable", `did not take ${method} ${place} (${why}).`);
}
