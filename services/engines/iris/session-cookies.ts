import type { IncomingHttpHeaders } from "node:http";

const PAIR = /^([\w!#$%&'*+.^`|~-]{1,200})=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,4000})(?:;|$)/;
const MAX_COOKIES = 20;

/** The cookies of one session, whatever their names are. */
export class SessionCookies {
  private readonly values = new Map<string, string>();

  /** Takes what an answer sets; a later value of a name stands in for an earlier one. */
  take(headers: IncomingHttpHeaders): void {
    // A single cookie comes as a text, whatever the type says.
    for (const header of [headers["set-cookie"] ?? []].flat()) {
      const [, name, value] = PAIR.exec(header) ?? [];
      if (name === undefined || value === undefined) continue;
      if (this.values.has(name) || this.values.size < MAX_COOKIES) this.values.set(name, value);
    }
  }

  clear(): void {
    this.values.clear();
  }

  get isEmpty(): boolean {
    return this.values.size === 0;
  }

  get header(): string {
    return [...this.values].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
