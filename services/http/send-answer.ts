import type { Request, Response } from "express";
import type { Answer, Content, Refusal } from "./answer.js";
import { isKnownTag } from "./is-known-tag.js";
import { refusalPage } from "./refusal-page.js";
import type { Route } from "./route.js";
import { sendFile } from "./send-file.js";
import { type RefusalStatus, refusalWords, sendProblem, setRefusalHeaders } from "./send-problem.js";
import { type StreamWatch, sendStream } from "./send-stream.js";
import { wayBack } from "./way-back.js";

interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly speaksTo: Route["speaksTo"];
  /** Left out: there is no place for a stream. */
  readonly stream?: StreamWatch | undefined;
}

/** Sends what a route answers. Nothing that depends on who asks is kept by anybody between. */
export function sendAnswer(answer: Answer, asked: Asked): void {
  const { response } = asked;
  response.set("Cache-Control", "private, no-cache");
  response.set("Vary", "Cookie, Authorization");
  if (answer.kind === "content") sendContent(answer, asked);
  if (answer.kind === "file") sendFile(answer, asked, (status) => sendRefusal(refusalOf(status), asked));
  if (answer.kind === "redirect") response.set(headersOf(answer)).redirect(answer.status ?? 303, answer.to);
  if (answer.kind === "refusal") sendRefusal(answer, asked);
  if (answer.kind !== "stream") return;
  if (asked.stream === undefined) sendRefusal(refusalOf(429), asked);
  else sendStream(answer, response, asked.stream);
}

export function refusalOf(status: RefusalStatus): Refusal {
  return { kind: "refusal", status };
}

function sendContent(content: Content, { request, response }: Asked): void {
  response.set(headersOf(content));
  if (content.etag !== undefined) {
    response.set("ETag", `"${content.etag}"`);
    if (isKnownTag(request.get("If-None-Match"), content.etag)) {
      response.status(304).end();
      return;
    }
  }
  const body = typeof content.body === "string" ? content.body : Buffer.from(content.body);
  response
    .status(content.status ?? 200)
    .set("Content-Type", content.type)
    .send(body);
}

function sendRefusal(refusal: Refusal, { request, response, speaksTo }: Asked): void {
  response.set(headersOf(refusal));
  if (speaksTo === "program") {
    sendProblem(response, refusal.status, refusal);
    return;
  }
  const { status, remedy } = refusal;
  const { detail } = refusalWords(status, refusal);
  const requestId = response.get("X-Request-Id") ?? "";
  const page = refusalPage({ status, detail, remedy, requestId, back: wayBack(request.headers) });
  setRefusalHeaders(response, status);
  response.status(status).set("Content-Type", "text/html; charset=utf-8").send(page);
}

function headersOf({ headers = {} }: { readonly headers?: Readonly<Record<string, string | readonly string[]>> }) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
}
