import type { IncomingMessage, ServerResponse } from "node:http";
import type { Misfit } from "#schemas/api/problem";
import type { ErrorCode } from "#services/core/errors";
import type { RefusalStatus } from "./send-problem.js";

/** What a route answers. Headers beside are for what the forms do not say by themselves. */
export type Answer = Content | FileContent | Redirect | Refusal | Stream | Handover;

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** A body. Of one with an `etag`, who has it already is answered with 304 and nothing else. */
export interface Content {
  readonly kind: "content";
  /** Default 200. */
  readonly status?: number;
  /** Media type, with its charset. */
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly etag?: string;
  readonly headers?: Headers;
}

/** A file on disk, to be kept by whoever asks; with `etag` as its name. */
export interface FileContent {
  readonly kind: "file";
  readonly path: string;
  readonly type: string;
  readonly etag: string;
  /** What it is to be called: letters, digits, dots and hyphens. */
  readonly name: string;
}

/** Go on there. A place of ours only, from the first slash; the sign-in alone leads elsewhere. */
export interface Redirect {
  readonly kind: "redirect";
  readonly to: string;
  /** Default 303: what was asked for is read there. */
  readonly status?: 302 | 303;
  readonly headers?: Headers;
}

/** A refusal by status, in the words of `sendProblem` where nothing else is said. */
export interface Refusal {
  readonly kind: "refusal";
  readonly status: RefusalStatus;
  readonly code?: ErrorCode;
  /** A sentence or two of ours: escaped where it is shown. Of what was sent it holds at most what is of the form of a name. */
  readonly detail?: string;
  /** What to do about it, where that is not what the registry says of the code. */
  readonly remedy?: string;
  /** Where the request does not fit. */
  readonly errors?: readonly Misfit[];
  readonly headers?: Headers;
}

/** Server-sent events, until the caller goes or `write` ends. */
export interface Stream {
  readonly kind: "stream";
  readonly write: (send: (event: ServerEvent) => void, signal: AbortSignal) => Promise<void>;
}

/** Somebody else answers, now that it is known who asks and that they may: pages that are not ours. */
export interface Handover {
  readonly kind: "handover";
  /** The path below which those pages stand: they are asked without it. */
  readonly below: string;
  /** In the place of the guards of our own pages. */
  readonly headers: Headers;
  /** Calls `next` where it knows no answer. */
  readonly to: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;
}

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id?: string;
}

export function answerJson(value: unknown, more: Partial<Pick<Content, "status" | "etag" | "headers">> = {}): Content {
  return { kind: "content", type: "application/json; charset=utf-8", body: JSON.stringify(value), ...more };
}

export function answerPage(html: string, more: Partial<Pick<Content, "status" | "etag" | "headers">> = {}): Content {
  return { kind: "content", type: "text/html; charset=utf-8", body: html, ...more };
}

export function refuse(status: RefusalStatus, more: Omit<Refusal, "kind" | "status"> = {}): Refusal {
  return { kind: "refusal", status, ...more };
}
