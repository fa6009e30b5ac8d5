import type { Dialect } from "#services/core/dialect";
import type { LockstepError } from "#services/core/errors";
import type { Connector, ReadRequest } from "#services/ports/connector";
import type { Situation } from "./situations.js";

/** An engine that has been staged, and how to ask it. */
export interface StagedEngine {
  readonly request: ReadRequest & { readonly password: string };
  /** Method and path, without query, of every request that came in. */
  requests(): readonly (readonly [method: string, path: string])[];
  /** What came in over a protocol other than HTTP, in words: names of files, arguments. */
  asked?(): readonly string[];
  /** Holds against the product's list what method and path do not tell, such as the bodies of queries. */
  assertOnlyReads?(): void;
  /** How many sessions are open on it, where it has sessions. */
  openSessions(): number;
  /** How often somebody tried to log in. */
  logins(): number;
  stop(): Promise<void>;
}

/** What a product brings to the suite. */
export interface ConnectorHarness {
  readonly product: string;
  /** With time limits of a second or so, so that silence is noticed soon. */
  readonly connector: Connector;
  /** Tells whether two answers say the same: their bytes may differ where the engine tells no order. */
  readonly dialect: Dialect;
  /** The source whose items are the engine's main artefacts, and how many the staged engine holds. */
  readonly main: { readonly source: string; readonly kind: string; readonly count: number };
  /** How many items a whole read gives of each source (`some`: one or more); no source besides these gives any. */
  readonly sources: Readonly<Record<string, number | "some">>;
  /** Sources that tell who did what, and so of our own reads too: they alone may say another thing at each read. */
  readonly tellOfReads?: readonly string[];
  /** The source that says who answers: all that is ever read of a wrong server. */
  readonly identity?: string;
  /** How a list that was narrowed shows: fewer items than the engine counts, or a source told as unread. Default: `unread`. */
  readonly narrowedShows?: readonly ("count" | "unread")[];
  /** Requests, as `METHOD /path`, whose body brings the password. Default: none; it stands in `Authorization` alone. */
  readonly loginRequest?: string;
  /** Patterns of `readRequests` that a healthy engine is not asked, and when they are. */
  readonly askedOtherwise?: Readonly<Record<string, string>>;
  /** What cannot occur for this product, and why: told in the test run, never silently left out. */
  readonly notApplicable?: Readonly<Partial<Record<Situation, string>>>;
  /** True for a product that no server answers for: most situations are those of a server. */
  readonly hasNoServer?: true;
  /** Where this product tells a failure by a code of its own. */
  readonly codes?: Readonly<Partial<Record<Situation, LockstepError["code"]>>>;
  /** Where a diagnosis of this product names a fault by a check of its own. */
  readonly checks?: Readonly<Partial<Record<Situation, string>>>;
  stage(situation: Situation): Promise<StagedEngine>;
}
