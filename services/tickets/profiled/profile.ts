import type { TicketSystem as Declared } from "#schemas/estate";
import type { LoginOptions } from "../asking/login.js";

/** How the changes of one make are asked for: data, for makes whose APIs differ in names alone. */
export interface Profile {
  /** As estate.yaml names it. */
  readonly system: string;
  /** For people. */
  readonly product: string;
  /** Before the number, as people write it, where the estate says nothing else: `CHG` of `CHG-1207`. */
  readonly prefix: string;
  /** What `scope` may say beside `prefix`, and what holds where it does not; `null`: it has to be said. */
  readonly scope: Readonly<Record<string, string | null>>;
  /** Its own way to show who asks. Left out: bearer, or what `auth` says. */
  readonly login?: (declared: Declared, secret: string) => Readonly<Record<string, string>>;
  /** For a make that gives tokens to clients: then `auth` has to be `client-credentials`. */
  readonly token?: Required<Pick<LoginOptions, "tokenForm" | "tokenPath">>;
  readonly list: ProfiledList;
  /** A question for one change by the digits of its number. */
  readonly find: { readonly path: string; readonly row: string };
  /** Lists that belong to a change; of several steps, each is asked for every entry of the one before. */
  readonly parts: readonly { readonly part: string; readonly steps: readonly Step[] }[];
}

/** Paths hold `{since}`, `{page}` (from 1), `{skip}`, and what `scope` says. */
export interface ProfiledList {
  readonly path: string;
  readonly rows: string;
  readonly pageSize: number;
  /** Says that there are more, where the API says so. Left out: a full page is not the last. */
  readonly more?: "link" | { readonly flag: string };
  /** How many there are in all. */
  readonly count?: string;
  /** The digits of a change's number. */
  readonly number: string;
  readonly edited: { readonly at: string; readonly form: TimeForm };
  /** How `{since}` is written. */
  readonly since: TimeForm;
}

/** RFC 3339 with Z; the same without it, in UTC; milliseconds since 1970. */
export type TimeForm = "offset" | "utc" | "epoch-ms";

/** Paths hold `{id}`, of the change, and `{entry}`, of the entry before. */
export interface Step {
  readonly path: string;
  /** Where the entries stand, as in mappings; the first place that has some. */
  readonly rows: readonly string[];
}
