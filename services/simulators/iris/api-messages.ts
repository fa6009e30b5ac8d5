import type { IrisFaults, NarrowedRights } from "./faults.js";
import type { InstanceState } from "./instance-state.js";

/** What came in, taken apart. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded segments behind `/api/atelier`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly ifNoneMatch: string | undefined;
  readonly body: unknown;
}

/** What goes out: the envelope's parts, or nothing but a status. */
export interface ApiAnswer {
  readonly status: number;
  readonly result?: unknown;
  readonly errors?: readonly unknown[];
  readonly summary?: string;
  readonly etag?: string;
}

export interface Instance {
  readonly state: InstanceState;
  readonly faults: IrisFaults;
  readonly rights: NarrowedRights;
}

/** An answer whose result has a content. */
export function content(value: unknown): ApiAnswer {
  return { status: 200, result: { content: value } };
}

/** A text in an object that came in; the empty text where there is none. */
export function field(value: unknown, name: string): string {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === "string" ? found : "";
}
