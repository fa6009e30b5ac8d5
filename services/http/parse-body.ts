import type { Request } from "express";
import { isModestJson } from "#services/core/text/is-modest-json";
import type { Route } from "./route.js";

/**
 * Reads a body as its route takes it: JSON as its value, a form as its fields, bytes as they are; `OF_ANOTHER_KIND` where it says that it is none of
 * these, and `BROKEN` where it only looks so.
 */
export function parseBody(takes: Route["takes"], request: Pick<Request, "headersDistinct">, body: unknown): unknown {
  if (takes === undefined) return undefined;
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  if (takes === "bytes") return bytes;
  const [type = "", ...others] = request.headersDistinct["content-type"] ?? [];
  const encodings = request.headersDistinct["content-encoding"] ?? [];
  if (others.length > 0 || encodings.some((encoding) => encoding.toLowerCase() !== "identity")) return OF_ANOTHER_KIND;
  if (!(takes === "form" ? FORM : JSON_TYPE).test(type)) return OF_ANOTHER_KIND;
  if (takes === "json" && !isModestJson(bytes)) return BROKEN;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return takes === "form" ? new URLSearchParams(text) : JSON.parse(text);
  } catch {
    // Whoever sent it is told that it is broken, and no more.
    return BROKEN;
  }
}

/** What is no body of the kind that was wanted, whatever it says of itself. */
export const BROKEN = Symbol("a broken body");

/** What says of itself that it is none. */
export const OF_ANOTHER_KIND = Symbol("a body of another kind");

const FORM = /^application\/x-www-form-urlencoded(?:\s*;|\s*$)/i;
const JSON_TYPE = /^application\/json(?:\s*;|\s*$)/i;
