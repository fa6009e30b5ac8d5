import { timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import type { Identified } from "./doorkeeper.js";

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that changes something was meant by whoever bears the session: it bears the session's token in the field `csrf` of its form, or in the
 * header `X-CSRF-Token`, and no browser says that it came from another site. Without a session there is little that a stranger's page
 * could make use of, and what a browser says of it is believed all the same.
 */
export function isCsrfProven(
  request: Pick<Request, "method" | "headers">,
  body: unknown,
  { csrf }: Pick<Identified, "csrf">,
): boolean {
  if (SAFE.has(request.method)) return true;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (csrf === undefined) return true;
  const field = body instanceof URLSearchParams ? body.get("csrf") : null;
  const header = request.headers["x-csrf-token"];
  return isEqual(field ?? (typeof header === "string" ? header : ""), csrf);
}

function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
