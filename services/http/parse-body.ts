import type { Request } from "express";
import type { Route } from "./route.js";

/** Reads a body as its route takes it: JSON as its value, a form as its fields, bytes as they are; `BROKEN` where it is none of these. */
export function parseBody(takes: Route["takes"], request: Pick<Request, "headersDistinct">, body: unknown): unknown {
  if (takes === undefined) return undefined;
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  if (takes === "bytes") return bytes;
  const [type = "", ...others] = request.headersDistinct["content-type"] ?? [];
  const encodings = request.headersDistinct["content-encoding"] ?? [];
  if (others.length > 0 || encodings.some((encoding) => encoding.toLowerCase() !== "identity")) return BROKEN;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (takes === "form") return FORM.test(type) ? new URLSearchParams(text) : BROKEN;
    return JSON_TYPE.test(type) ? JSON.parse(text) : BROKEN;
  } catch {
    // Whoever sent it is told that it is broken, and no more.
    return BROKEN;
  }
}

/** What is no body of the kind that was wanted. */
export const BROKEN = Symbol("a broken body");

const FORM = /^application\/x-www-form-urlencoded(?:\s*;|\s*$)/i;
const JSON_TYPE = /^application\/json(?:\s*;|\s*$)/i;
