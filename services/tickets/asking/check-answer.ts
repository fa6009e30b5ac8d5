import { type ErrorCode, LockstepError } from "#services/core/errors";
import type { HttpAnswer } from "#services/wire/http-client";
import { waitAskedFor } from "#services/wire/wait-asked-for";

/** What a status means for whoever asked. */
export type CheckedAnswer =
  | { readonly state: "answered" }
  /** To be asked again; `ms` left out: the system does not say when. */
  | { readonly state: "wait"; readonly status: number; readonly ms: number | undefined }
  /** The credentials do not hold: a token may have run out. */
  | { readonly state: "refused"; readonly refusal: LockstepError };

export interface AskedFor {
  /** Of the ticket system in the estate. */
  readonly id: string;
  readonly path: string;
  readonly accept: readonly number[];
  readonly now: Date;
  readonly act: "read" | "write";
}

/**
 * Tells an answer from a refusal by its status and headers alone: what a refusal says of itself goes no further.
 *
 * @throws LockstepError `login-locked`, `rights-narrowed`, `answer-unexpected`, `node-unreachable`
 */
export async function checkAnswer(answer: HttpAnswer, asked: AskedFor): Promise<CheckedAnswer> {
  const { status, headers } = answer;
  if (status === 429 || status === 503 || isUsedUp(answer)) {
    return { state: "wait", status, ms: waitAskedFor(headers, asked.now) };
  }
  if (status === 200 || asked.accept.includes(status)) return { state: "answered" };
  if (status === 401 && !isLocked(answer)) return { state: "refused", refusal: toRefusal(answer, asked) };
  await answer.discard();
  throw toRefusal(answer, asked);
}

/** GitHub tells a quota that is used up with 403. */
function isUsedUp({ status, headers }: HttpAnswer): boolean {
  return status === 403 && (headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined);
}

/** Jira asks for a captcha after some refusals: then no password is right. */
function isLocked({ headers }: HttpAnswer): boolean {
  return headers["x-authentication-denied-reason"] !== undefined;
}

function toRefusal(answer: HttpAnswer, { id, path, act }: AskedFor): LockstepError {
  const { status } = answer;
  // Without its query: what is asked for is not for messages.
  const place = path.split("?")[0] ?? path;
  const fail = (code: ErrorCode, message: string): LockstepError =>
    new LockstepError(code, `${id} ${message}`, { details: { node: id, status } });
  if ((status === 401 || status === 403) && isLocked(answer)) {
    return fail("login-locked", `has locked the account: it asks for a captcha (${status}).`);
  }
  if (status === 401) return fail("login-refused", "refused the login (401).");
  if (status === 403) return fail("rights-narrowed", `forbids the account to ${act} ${place} (403).`);
  if (status >= 300 && status < 400) {
    return fail("answer-unexpected", `answered ${place} with a redirect (${status}): a login page stands in front.`);
  }
  if (status >= 500) return fail("node-unreachable", `could not answer ${place} (${status}).`);
  return fail("answer-unexpected", `answered ${place} with ${status}: check that url is the address of its API.`);
}
