import { type ErrorCode, LockstepError } from "#services/core/errors";
import type { ReadRequest } from "#services/ports/connector";
import type { HttpAnswer } from "#services/wire/http-client";

/**
 * Ends the read on an answer after which nothing more can be asked; every other answer comes back.
 * @throws LockstepError `login-refused`, `session-lost`, `rate-limited`, `engine-starting`, `answer-unexpected`
 */
export async function checkStatus(
  answer: HttpAnswer,
  request: ReadRequest,
  phase: "login" | "session",
): Promise<HttpAnswer> {
  const failure = failureOf(answer.status, request, phase);
  if (failure === undefined) return answer;
  await answer.discard();
  throw failure;
}

function failureOf(status: number, request: ReadRequest, phase: "login" | "session"): LockstepError | undefined {
  const { node } = request;
  const fail = (code: ErrorCode, message: string): LockstepError => sessionFailure(code, request, message);
  if (status === 401 && phase === "session") return fail("session-lost", "ended the session and refused a new one");
  if (status === 401) {
    const where = node.passwordEnv ?? node.passwordFile ?? "the password";
    return fail(
      "login-refused",
      `refused the login of '${node.username}' (401): check ${where}; it is not tried again`,
    );
  }
  if (status === 429) {
    return fail(
      "rate-limited",
      "asked to slow down (429): it allows 5 logins and 500 requests a minute; other clients count",
    );
  }
  if (status === 503) return fail("engine-starting", "is starting, or in maintenance mode (503)");
  if (status === 426) return fail("answer-unexpected", "asks for HTTPS (426): give its https:// address");
  if (status >= 300 && status < 400) {
    return fail("answer-unexpected", `redirects to another address (${status}): a login page or proxy stands in front`);
  }
  return undefined;
}

export function sessionFailure(code: ErrorCode, { node }: ReadRequest, message: string): LockstepError {
  return new LockstepError(code, `${node.id} ${message}.`, { details: { node: node.id } });
}
