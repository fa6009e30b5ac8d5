import type { Request, Response } from "express";
import type { Answer, Content, Refusal, ServerEvent, Stream } from "./answer.js";
import { refusalPage } from "./refusal-page.js";
import type { Route } from "./route.js";
import { type RefusalStatus, refusalWords, sendProblem } from "./send-problem.js";

interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly speaksTo: Route["speaksTo"];
}

/** Sends what a route answers. Nothing that depends on who asks is kept by anybody between. */
export function sendAnswer(answer: Answer, asked: Asked): void {
  const { response } = asked;
  response.set("Cache-Control", "private, no-cache");
  response.set("Vary", "Cookie, Authorization");
  if (answer.kind === "content") sendContent(answer, asked);
  if (answer.kind === "redirect") response.set(headersOf(answer)).redirect(answer.status ?? 303, answer.to);
  if (answer.kind === "refusal") sendRefusal(answer, asked);
  if (answer.kind === "stream") sendStream(answer, response);
}

export function refusalOf(status: RefusalStatus): Refusal {
  return { kind: "refusal", status };
}

function sendContent(content: Content, { request, response }: Asked): void {
  response.set(headersOf(content));
  if (content.etag !== undefined) {
    const etag = `"${content.etag}"`;
    response.set("ETag", etag);
    const known = (request.get("If-None-Match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
    if (known.includes(etag)) {
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

function sendRefusal(refusal: Refusal, { response, speaksTo }: Asked): void {
  response.set(headersOf(refusal));
  if (speaksTo === "program") {
    sendProblem(response, refusal.status, refusal);
    return;
  }
  const words = refusalWords(refusal.status, refusal);
  const page = refusalPage({ status: refusal.status, ...words, requestId: response.get("X-Request-Id") ?? "" });
  response.status(refusal.status).set("Content-Type", "text/html; charset=utf-8").send(page);
}

function sendStream({ write }: Stream, response: Response): void {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response
    .status(200)
    .set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" });
  response.flushHeaders();
  const beat = setInterval(() => response.write(": still here\n\n"), BEAT_MS);
  const send = ({ event, data, id }: ServerEvent): void => {
    const lines = [`event: ${event.replace(/[\r\n]/g, "")}`, `data: ${JSON.stringify(data)}`];
    if (id !== undefined) lines.unshift(`id: ${id.replace(/[\r\n\0]/g, "")}`);
    if (!gone.signal.aborted) response.write(`${lines.join("\n")}\n\n`);
  };
  write(send, gone.signal)
    .catch(() => send({ event: "broken-off", data: {} }))
    .finally(() => {
      clearInterval(beat);
      response.end();
    });
}

const BEAT_MS = 15_000;

function headersOf({ headers = {} }: { readonly headers?: Readonly<Record<string, string | readonly string[]>> }) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
}
