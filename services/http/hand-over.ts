import type { NextFunction, Request, Response } from "express";
import type { Handover } from "./answer.js";

/** Lets pages that are not ours answer what was admitted. */
export function handOver({ below, headers, to }: Handover, request: Request, response: Response, next: NextFunction) {
  response.set("Cache-Control", "private, no-cache");
  response.set("Vary", "Cookie, Authorization");
  for (const [name, value] of Object.entries(headers))
    response.set(name, typeof value === "string" ? value : [...value]);
  const asked = request.url;
  const rest = asked.slice(below.length);
  request.url = rest.startsWith("/") ? rest : `/${rest}`;
  to(request, response, (error) => {
    request.url = asked;
    next(error ?? "route");
  });
}
