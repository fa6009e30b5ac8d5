import type { Forge as Declared } from "#schemas/forge";
import type { LockstepError } from "#services/core/errors";
import type { Forge, ForgeRequest } from "#services/ports/forge";
import type { ForgeFeature, ForgeSituation } from "./forge-situations.js";

/** What people do on the forge, past Lockstep, and what they see there. Accounts are given as the harness names them. */
export interface ForgePeople {
  approve(number: number, account: string, text?: string): Promise<void>;
  requestChanges(number: number, account: string, text?: string): Promise<void>;
  comment(number: number, account: string, text: string): Promise<void>;
  /** Takes back the opinion that the account gave last. */
  dismiss(number: number, account: string): Promise<void>;
  /** Gives the commit that the merge made. */
  merge(number: number, account: string): Promise<string>;
  close(number: number, account: string): Promise<void>;
  reopen(number: number, account: string): Promise<void>;
  deleteBranch(branch: string, account: string): Promise<void>;
  /** A commit of their own on top of the branch; gives its id. */
  pushCommit(branch: string, account: string): Promise<string>;
  /** Opens a review of a branch that is not Lockstep's, or of one in a fork that is named like one. Gives its number. */
  openReview(branch: string, account: string, fromFork?: boolean): Promise<number>;
  setMembers(team: string, accounts: readonly string[]): void;
  /** The texts under a review, oldest first, as they are stored. */
  comments(number: number): Promise<readonly string[]>;
  /** The newest status of each context. */
  statuses(
    commit: string,
  ): Promise<readonly { readonly context: string; readonly state: string; readonly description: string }[]>;
  checks(commit: string): Promise<readonly { readonly name: string; readonly conclusion: string }[]>;
  /** Who was asked to look, in lower case. */
  asked(number: number): Promise<readonly string[]>;
  /** The bodies of all open dashboards. */
  dashboards(): Promise<readonly string[]>;
}

/** A forge that has been staged, and how to speak with it. */
export interface StagedForge {
  /** With time limits of a second or so. */
  readonly forge: Forge;
  /** With a deadline of some seconds. */
  readonly request: ForgeRequest & { readonly secret: string };
  readonly people: ForgePeople;
  /** Lockstep's own push: one new commit on the branch, on top of main. Gives its id. */
  push(branch: string): Promise<string>;
  /** Opens so many reviews from branches `drift/fill/<n>`, past the API. */
  fill(count: number): Promise<void>;
  /** From now on it is as in this situation; `healthy`: all is well again. */
  turn(situation: ForgeSituation): void;
  /** Method and path, without query, of every request of the API that came in; git's own are left out. */
  requests(): readonly (readonly [method: string, path: string])[];
  stop(): Promise<void>;
}

/** What a make brings to the suite. */
export interface ForgeHarness {
  /** Of the make, with its edition where it has several. */
  readonly name: string;
  /** The branch that reviews go to. */
  readonly base: string;
  /** Accounts as the forge names them, in the spelling in which it tells them. */
  readonly accounts: {
    readonly approver: string;
    readonly objector: string;
    readonly merger: string;
    /** Nobody has this one. */
    readonly missing: string;
  };
  /** A team that can be asked and read; and one that does not exist. */
  readonly team: string;
  readonly missingTeam: string;
  /** How many reviews, and how many members of a team, come in one page. */
  readonly pageOf: { readonly reviews: number; readonly members: number };
  /** Declarations that lack something, or have too much. */
  readonly faultyDeclarations: readonly Declared[];
  /** What cannot occur for this make, and why: told in the test run. */
  readonly notApplicable?: Readonly<Partial<Record<ForgeSituation | ForgeFeature, string>>>;
  /** Where this make tells a failure by a code of its own. */
  readonly codes?: Readonly<Partial<Record<ForgeSituation | "missing-team" | "too-long", LockstepError["code"]>>>;
  /** Where a diagnosis of this make names a fault by a check of its own. */
  readonly checks?: Readonly<Partial<Record<ForgeSituation, string>>>;
  /** Patterns of `requests` that no claim asks, and when they are asked. */
  readonly askedOtherwise?: Readonly<Record<string, string>>;
  stage(situation: ForgeSituation): Promise<StagedForge>;
}
