import { STATUS_CODES } from "node:http";
import type { Response } from "express";
import type { Misfit } from "#schemas/api/problem";
import type { ErrorCode } from "#services/core/errors";

/** What a refusal says, by status: the same words whatever was behind it. */
const REFUSALS = {
  400: { code: "request-refused", detail: "The request is broken, or its body is not JSON." },
  401: { code: "not-signed-in", detail: "Say who you are: sign in, or send a token." },
  403: { code: "not-allowed", detail: "Your role does not allow this." },
  404: { code: "request-refused", detail: "There is nothing at this address." },
  405: { code: "request-refused", detail: "This address does not take the method." },
  409: { code: "request-refused", detail: "What was meant has changed meanwhile: look again." },
  412: { code: "request-refused", detail: "What was meant has changed meanwhile: look again." },
  413: { code: "request-refused", detail: "The body is larger than is taken." },
  415: { code: "request-refused", detail: "Only application/json is taken, without a content encoding." },
  416: { code: "request-refused", detail: "The part that was asked for lies beyond the end of the file." },
  421: { code: "request-refused", detail: "The service is not reached by this name: see publicUrl in service.yaml." },
  422: { code: "request-refused", detail: "The request cannot be carried out as it is." },
  429: { code: "request-refused", detail: "Too many requests came from this address or in this name." },
  500: { code: "bug", detail: "Lockstep itself failed." },
  503: { code: "queue-unavailable", detail: "The queue takes nothing now: send it again later." },
} as const satisfies Readonly<Record<number, { readonly code: ErrorCode; readonly detail: string }>>;

export type RefusalStatus = keyof typeof REFUSALS;

/** After these the rest of the body is not waited for. */
const UNREAD: ReadonlySet<RefusalStatus> = new Set([400, 404, 405, 413, 415, 416, 429]);

/** What is said in the place of the words that a status has by itself. */
export interface OtherWords {
  readonly code?: ErrorCode;
  readonly detail?: string;
  readonly remedy?: string;
  readonly errors?: readonly Misfit[];
}

/** The words of a refusal. */
export function refusalWords(status: RefusalStatus, { code, detail }: OtherWords = {}) {
  const words = REFUSALS[status];
  return { title: STATUS_CODES[status] ?? "Refused", code: code ?? words.code, detail: detail ?? words.detail };
}

/** Refuses a request in the form of RFC 9457. */
export function sendProblem(response: Response, status: RefusalStatus, other: OtherWords = {}): void {
  const { title, code, detail } = refusalWords(status, other);
  const { remedy, errors } = other;
  setRefusalHeaders(response, status);
  if (status === 401) response.set("WWW-Authenticate", "Bearer");
  const requestId = response.get("X-Request-Id");
  response
    .status(status)
    .type("application/problem+json")
    .send(JSON.stringify({ type: "about:blank", title, status, detail, code, remedy, requestId, errors }));
}

/** What a refusal says beside its words, whoever reads them. */
export function setRefusalHeaders(response: Response, status: RefusalStatus): void {
  if (UNREAD.has(status)) response.set("Connection", "close");
  if (status === 503 && response.get("Retry-After") === undefined) response.set("Retry-After", "30");
}
