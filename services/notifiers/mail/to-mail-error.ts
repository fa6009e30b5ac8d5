import { LockstepError } from "#services/core/errors";

/** What the library says of a failure. Its text may quote what was sent or answered, and goes nowhere. */
interface MailFailure {
  readonly code: string;
  /** As the server answered; 0 where it did not. */
  readonly status: number;
  /** What was being said when it failed. */
  readonly command: string;
}

/** Turns a failure into an error that a person can act on: what may work later is retryable, and a refusal is not. */
export function toMailError(error: unknown, channel: string): LockstepError {
  if (error instanceof LockstepError) return error;
  const { code, status, command } = failureOf(error);
  const details = { channel, reason: code, ...(status > 0 && { status }) };
  const refused = (message: string): LockstepError =>
    new LockstepError("notice-refused", `${channel}: ${message}`, { details });
  if (/^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/.test(code)) {
    const message = `${channel}: the mail server shows a certificate that is not trusted (${code}).`;
    return new LockstepError("certificate-untrusted", message, {
      details,
      remedy: "Give mail.tls.caFile in service.yaml, or the name that stands in the certificate as mail.host.",
    });
  }
  if (code === "ETLS") return refused("the mail server offers no STARTTLS, so nothing was sent.");
  if (code === "EAUTH" && status >= 500) return refused(`the mail server refused the login (${status}).`);
  if (status >= 500)
    return refused(`the mail server refused the ${command === "RCPT TO" ? "addresses" : "message"} (${status}).`);
  const what = status > 0 ? `asked to come later (${status})` : `could not be asked (${code})`;
  return new LockstepError("notice-not-sent", `${channel}: the mail server ${what}.`, { details });
}

function failureOf(error: unknown): MailFailure {
  if (typeof error !== "object" || error === null) return { code: "unknown", status: 0, command: "" };
  // The library calls every failure of the connection ESOCKET, and keeps what the network said beside it.
  const codes = [Reflect.get(error, "originalCode"), Reflect.get(error, "code")].filter(
    (each) => typeof each === "string",
  );
  const code = codes.find((each) => /^[A-Z][A-Z0-9_]{1,60}$/.test(each)) ?? "unknown";
  const status: unknown = Reflect.get(error, "responseCode");
  const command: unknown = Reflect.get(error, "command");
  return { code, status: typeof status === "number" ? status : 0, command: typeof command === "string" ? command : "" };
}
