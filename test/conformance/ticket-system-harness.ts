import type { LockstepError } from "#services/core/errors";
import type { TicketRequest, TicketSystem } from "#services/ports/ticket-system";
import type { TicketSituation } from "./ticket-situations.js";

/** A ticket system that has been staged, and how to ask it. */
export interface StagedTicketSystem {
  /** With the mapping that ships for the make, and a deadline of some seconds. */
  readonly request: TicketRequest & { readonly password: string };
  /** Method and path, without query, of every request that came in. */
  requests(): readonly (readonly [method: string, path: string])[];
  /** Queries and bodies of what came in, decoded: what was asked for. */
  asked(): readonly string[];
  /** Edits a ticket as a person would, by the system's own clock. */
  edit(number: string): void;
  stop(): Promise<void>;
}

/** Tickets that the staged system holds, beside others. */
export interface StagedNumbers {
  /** Kind normal, approved by somebody named before its window, in implementation, with an assigned implementer. */
  readonly approved: string;
  /** Its state is a word or number that no mapping names; otherwise as `approved`. */
  readonly unknownState: string;
  /** Fits the mapping's pattern; no ticket has it. */
  readonly missing: string;
  /** What must never be sent: each holds something that would widen or end a query. */
  readonly hostile: readonly string[];
}

/** What a make brings to the suite. */
export interface TicketSystemHarness {
  readonly make: string;
  /** With time limits of a second or so. */
  readonly system: TicketSystem;
  readonly numbers: StagedNumbers;
  /** How many tickets the staged system holds within the look-back: more than one page of them. */
  readonly held: number;
  /** What `approved` says, derived by the shipped mapping: instants in UTC. */
  readonly approvedAs: {
    readonly plannedStart: string;
    readonly plannedEnd: string;
    readonly approver: string;
    readonly approvedAt: string;
    readonly implementer: string;
    readonly digest: string;
    readonly ci: string;
  };
  /** Texts that stand in fields of tickets and must be in no fact: descriptions, notes, names of patients. */
  readonly keptOut: readonly string[];
  /** Parts that `part-forbidden` leaves unread. */
  readonly forbiddenParts: readonly string[];
  /** Requests, as `METHOD /path`, whose body brings the password. Default: none; it stands in a header alone. */
  readonly loginRequest?: string;
  /** The header that brings the password, where it is another than `Authorization`; in lower case. */
  readonly secretHeader?: string;
  /** Patterns of `readRequests` that neither `list` nor `find` asks, and when they are asked. */
  readonly askedOtherwise?: Readonly<Record<string, string>>;
  /** What cannot occur for this make, and why: told in the test run, never silently left out. */
  readonly notApplicable?: Readonly<Partial<Record<TicketSituation, string>>>;
  /** Where this make tells a failure by a code of its own. */
  readonly codes?: Readonly<Partial<Record<TicketSituation, LockstepError["code"]>>>;
  /** Where a diagnosis of this make names a fault by a check of its own. */
  readonly checks?: Readonly<Partial<Record<TicketSituation, string>>>;
  stage(situation: TicketSituation): Promise<StagedTicketSystem>;
}
