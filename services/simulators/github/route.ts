import type { Credentials } from "./credentials.js";
import type { Hub } from "./hub.js";
import type { Identity, Permission } from "./hub-model.js";
import type { Webhooks } from "./webhooks.js";

/** One request that was let in. */
export interface HubCall {
  readonly hub: Hub;
  readonly identity: Identity;
  readonly credentials: Credentials;
  readonly webhooks: Webhooks;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface HubAnswer {
  readonly status?: number;
  readonly body?: unknown;
  /** A list of which one page is sent. */
  readonly rows?: readonly unknown[];
  /** What stands around the page. */
  readonly wrap?: (rows: readonly unknown[]) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  /** `METHOD /path/{parameter}`, as descriptions write it. */
  readonly operation: string;
  /** What a token must be granted; `app`: the app's own signature. Default: any login. */
  readonly needs?: readonly [Permission, "read" | "write"] | "app";
  /** Whether GitHub counts it as content created. */
  readonly creates?: true;
  answer(call: HubCall): HubAnswer | Promise<HubAnswer>;
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

export function numberAt(path: Readonly<Record<string, string>>, name: string): number {
  return Number(path[name]);
}
