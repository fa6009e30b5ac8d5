import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import type { Route } from "./route.js";
import { refusalOf, sendAnswer } from "./send-answer.js";

/**
 * Reads a body as bytes into `response.locals.body`, and refuses a larger one as soon as that is known: readers that wait for its end
 * first are held up by whoever sends without one.
 */
export function readBody({
  maxBodyBytes,
  speaksTo = "program",
}: {
  readonly maxBodyBytes: number;
  readonly speaksTo?: Route["speaksTo"];
}): RequestHandler {
  return async (request, response, next) => {
    const refuse = (status: 400 | 413): void => sendAnswer(refusalOf(status), { request, response, speaksTo });
    if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) return refuse(413);
    const body = await readAtMost(request, maxBodyBytes);
    if (body === "too large") return refuse(413);
    if (body === "broken off") return refuse(400);
    response.locals["body"] = body;
    return next();
  };
}

function readAtMost(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | "too large" | "broken off"> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) {
        request.pause();
        resolve("too large");
      } else chunks.push(chunk);
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    // Also where nothing was wrong: then it has ended before, and this says nothing more.
    request.once("close", () => resolve("broken off"));
    request.once("error", () => resolve("broken off"));
  });
}
