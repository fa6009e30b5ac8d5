import { type ErrorCode, LockstepError } from "#services/core/errors";

const CERTIFICATE_CODES =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|INVALID_PURPOSE)/;
const WRONG_PROTOCOL_CODES = /^(HPE_|ERR_SSL_|EPROTO$|UND_ERR_HEADERS_OVERFLOW)/;

/** What was going on when something failed. */
export interface FailureContext {
  readonly nodeId: string;
  /** The caller's own wish to stop. */
  readonly signal: AbortSignal | undefined;
  /** The deadline of the whole read. */
  readonly deadline: AbortSignal;
  readonly deadlineMs: number;
  /** `answer`: the answer had begun. */
  readonly phase: "request" | "answer";
}

/**
 * Turns whatever the network threw into an error that a person can act on. Only the code of the original goes in: its text and
 * its fields may quote what was sent or received.
 */
export function toLockstepError(error: unknown, context: FailureContext): LockstepError {
  if (error instanceof LockstepError) return error;
  const { nodeId } = context;
  const code = findCode(error);
  const fail = (kind: ErrorCode, message: string, remedy?: string): LockstepError =>
    new LockstepError(kind, `${nodeId} ${message}`, {
      details: { node: nodeId, ...(code && { reason: code }) },
      remedy,
    });
  if (context.signal?.aborted) return fail("aborted", "was not read to its end: the read was stopped.");
  if (context.deadline.aborted) {
    return fail("node-unreachable", `was not read within ${Math.round(context.deadlineMs / 1000)} s.`);
  }
  if (CERTIFICATE_CODES.test(code)) {
    return fail("certificate-untrusted", `shows a certificate that is not trusted (${code}).`);
  }
  if (WRONG_PROTOCOL_CODES.test(code))
    return fail("answer-unexpected", `does not speak this protocol there (${code}).`);
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    return fail("node-unreachable", "stopped answering: it was silent for too long.");
  }
  if (context.phase === "answer") return fail("answer-truncated", `ended an answer before its end (${code}).`);
  if (isRefused(error)) return fail("node-down", "refused the connection: nothing listens there.");
  if (code === "ENOTFOUND") return fail("node-unreachable", "has an address whose name is not in DNS.", CHECK_NAME);
  if (code === "EAI_AGAIN") return fail("node-unreachable", "was not looked for: DNS does not answer.", CHECK_NAME);
  return fail("node-unreachable", `did not answer (${code}).`);
}

/** What to do about a name that leads to no address. */
export const CHECK_NAME =
  "Check the name in estate.yaml and the resolver of this machine; or reach it through via.proxy or via.ssh.";

/**
 * Whether every address of the node refused the connection. Nothing less says that an engine is stopped: silence and "no route"
 * are what a firewall makes of one that runs (`icmp-host-prohibited`, the default of firewalld, arrives as `EHOSTUNREACH`).
 */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isRefused);
  return Reflect.get(error, "code") === "ECONNREFUSED" && Reflect.get(error, "syscall") === "connect";
}

/** A refusal after an answer: the engine ran when the read began, so that it is not known for stopped. */
export function afterAnAnswer(error: LockstepError): LockstepError {
  if (error.code !== "node-down") return error;
  const { message, details } = error;
  return new LockstepError("node-unreachable", `${message.replace(/:.*/s, "")} in the middle of the read.`, {
    details,
  });
}

/** Whether a connection that had been idle was closed by the other side just when it was used: nothing was answered. */
export function isLostConnection(error: unknown): boolean {
  return ["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"].includes(findCode(error));
}

/** The code of an error, or of what caused it; numeric codes are those of `DOMException` (23: a time limit, 20: an abort). */
function findCode(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "string" && /^[A-Z0-9_]{1,60}$/.test(code)) return code;
  const cause: unknown = Reflect.get(error, "cause");
  if (cause !== undefined) return findCode(cause);
  return typeof code === "number" ? `DOM_${code}` : "unknown";
}
