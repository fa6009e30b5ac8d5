import { subscribe } from "node:diagnostics_channel";

/** A request as it was sent, to be sent again. */
export interface SentRequest {
  readonly origin: string;
  readonly method: "GET" | "HEAD" | "POST";
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
}

/** Writes down every request that this process sends from now on. */
export function recordWire(): readonly SentRequest[] {
  const sent: SentRequest[] = [];
  subscribe("undici:request:create", (message) => {
    const { request } = message as { readonly request: UndiciRequest };
    const { origin, method, path, headers, body } = request;
    const pairs = headers.flatMap((name, index): [string, string][] => {
      const value = headers[index + 1];
      return index % 2 === 0 && value !== undefined ? [[name, value]] : [];
    });
    const text =
      typeof body === "string" ? body : body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : null;
    sent.push({ origin, method, path, headers: pairs, body: text });
  });
  return sent;
}

/** What undici tells of a request. */
interface UndiciRequest {
  readonly origin: string;
  readonly method: SentRequest["method"];
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: unknown;
}
