import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** One request as it left this process. */
export interface SentRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names and values, without `Authorization`. */
  readonly headers: string;
  readonly body: string;
  /** When it left, in milliseconds since 1970. */
  readonly at: number;
}

/** Writes down every HTTP request that this process sends, whatever client sends it and whether or not an answer comes. */
export function recordRequests(): { readonly sent: readonly SentRequest[]; stop(): void } {
  const sent: SentRequest[] = [];
  const record = (message: unknown): void => {
    const request = fieldOf(message, "request");
    sent.push({
      method: String(fieldOf(request, "method")),
      path: String(fieldOf(request, "path")),
      headers: headersOf(fieldOf(request, "headers")),
      body: bodyOf(fieldOf(request, "body")),
      at: Date.now(),
    });
  };
  subscribe(CHANNEL, record);
  return { sent, stop: () => void unsubscribe(CHANNEL, record) };
}

const CHANNEL = "undici:request:create";

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function headersOf(headers: unknown): string {
  if (!Array.isArray(headers)) throw new Error("the client tells its headers in another form");
  const lines: string[] = [];
  for (let at = 0; at < headers.length; at += 2) {
    if (String(headers[at]).toLowerCase() !== "authorization") lines.push(`${headers[at]}: ${headers[at + 1]}`);
  }
  return lines.join("\n");
}

function bodyOf(body: unknown): string {
  if (body === null || body === undefined) return "";
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString("utf8");
  throw new Error("a body was sent that cannot be looked into");
}
