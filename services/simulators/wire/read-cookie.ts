import type { Request } from "express";

/** The value of a cookie that the request brings along. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const part of (request.get("Cookie") ?? "").split(";")) {
    const [cookie, ...value] = part.trim().split("=");
    if (cookie === name && value.join("=") !== "") return value.join("=");
  }
  return undefined;
}
