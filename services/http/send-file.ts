import type { Request, Response } from "express";
import type { FileContent } from "./answer.js";
import { isKnownTag } from "./is-known-tag.js";

/**
 * Sends a file piece by piece, as a thing to be kept and not to be shown. Who has it already is told so, and part of it is given to whoever was cut off.
 * `failed` is called where nothing was sent yet: with 416 where the part that was asked for lies beyond its end, with 404 where it cannot be read.
 */
export function sendFile(
  { path, type, etag, name }: FileContent,
  { request, response }: { readonly request: Request; readonly response: Response },
  failed: (status: 404 | 416) => void,
): void {
  response.set({ "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"`, ETag: `"${etag}"` });
  if (isKnownTag(request.get("If-None-Match"), etag)) {
    response.status(304).end();
    return;
  }
  // The place is ours, and may lie below a folder with a dot.
  response.sendFile(path, { lastModified: false, cacheControl: false, dotfiles: "allow" }, (error) => {
    // Whoever goes in the middle has no more to be told.
    if (error !== undefined && !response.headersSent) failed(isBeyondEnd(error) ? 416 : 404);
  });
}

function isBeyondEnd(error: Error): boolean {
  return "status" in error && error.status === 416;
}
