import { LockstepError } from "#services/core/errors";

/**
 * Says whether a sign-in failed because the provider could not be asked, or because what came back is not to be believed. Of the library's and the
 * provider's words only the code goes in.
 */
export function toSignInError(error: unknown): LockstepError {
  const known = findKnown(error);
  if (known?.code === "service-invalid" || known?.code === "sign-in-refused") return known;
  const reason = codeOf(error);
  if (known !== undefined) {
    return new LockstepError("sign-in-unavailable", `The sign-in could not be asked: ${known.message}`, {
      cause: error,
      details: { reason: known.code },
    });
  }
  const isTheirs = UNAVAILABLE.has(reason);
  const message = isTheirs ? "The sign-in gave no answer that can be used" : "The sign-in was refused";
  return new LockstepError(isTheirs ? "sign-in-unavailable" : "sign-in-refused", `${message} (${reason}).`, {
    cause: error,
    details: { reason },
  });
}

/** What the library says where the provider failed, and not the person. */
const UNAVAILABLE: ReadonlySet<string> = new Set([
  "OAUTH_TIMEOUT",
  "OAUTH_ABORT",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_PARSE_ERROR",
  "temporarily_unavailable",
  "server_error",
]);

/** What our own wire threw, however deep the library wrapped it. */
function findKnown(error: unknown): LockstepError | undefined {
  if (error instanceof LockstepError || !(error instanceof Error))
    return error instanceof LockstepError ? error : undefined;
  return findKnown(error.cause);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { error: said, code } = error as { readonly error?: unknown; readonly code?: unknown };
  const found = typeof said === "string" ? said : code;
  return typeof found === "string" && /^[A-Za-z0-9_]{1,60}$/.test(found) ? found : "unknown";
}
