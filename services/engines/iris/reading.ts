import type { Static, TSchema } from "typebox";
import { type ErrorCode, LockstepError } from "#services/core/errors";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpAnswer, HttpClient } from "#services/wire/http-client";
import { parseResult } from "./answers.js";
import type { AtelierSession } from "./atelier-session.js";
import { readEnvelope } from "./read-envelope.js";
import type { Refused } from "./refused.js";

/** One read of one node, while it goes on. */
export interface Reading {
  readonly request: ReadRequest;
  readonly client: HttpClient;
  readonly session: AtelierSession;
  readonly limits: ConnectorLimits;
}

/** A value that was asked for, or why the instance refused it. */
export type Told<T> = { readonly value: T; readonly headers: HttpAnswer["headers"] } | Refused;

/** One question to the interface. */
export interface Question<T extends TSchema> {
  /** Below `/api/atelier/`. */
  readonly path: string;
  /** For messages. */
  readonly origin: string;
  readonly schema: T;
  /** With it the question is a `POST` that only reads. */
  readonly body?: unknown;
}

/**
 * Asks, and gives what was told, or why not.
 * @throws LockstepError `answer-unexpected`, `answer-truncated`, `answer-too-large`, and what ends the session
 */
export async function ask<T extends TSchema>(
  { session, limits }: Reading,
  { path, origin, schema, body }: Question<T>,
): Promise<Told<Static<T>>> {
  const said = await readEnvelope(await session.ask(path, body), origin, limits.maxItemBytes);
  if ("refused" in said) return said;
  return { value: parseResult(schema, said.result, origin), headers: said.headers };
}

/** Failures of one source that leave the others readable; any other failure ends the read. */
const FAILURES_OF_ONE_SOURCE: readonly ErrorCode[] = ["answer-truncated", "answer-unexpected", "answer-too-large"];

/** Asks, and counts an answer that is none as a refusal: for sources of less weight. */
export async function askAside<T extends TSchema>(reading: Reading, question: Question<T>): Promise<Told<Static<T>>> {
  try {
    return await ask(reading, question);
  } catch (error) {
    if (!(error instanceof LockstepError) || !FAILURES_OF_ONE_SOURCE.includes(error.code)) throw error;
    return { refused: { code: error.code, message: error.message } };
  }
}

type ItemStep = Extract<ReadStep, { type: "item" }>;

/** An item, and a word on it to people who wait. */
export function itemStep({ request }: Reading, source: string, origin: string, content: string | object): ItemStep {
  const bytes = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
  request.onProgress?.({ source, bytes: bytes.byteLength });
  return { type: "item", item: { source, origin, bytes } };
}

export function unreadStep(source: string, refused: { readonly code: ErrorCode; readonly message: string }): ReadStep {
  return { type: "unread", source, ...refused };
}
