import type { ReadinessReason } from "#schemas/readiness";
import type { RunbookReport } from "#schemas/runbook-report";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import type { StoreMarks } from "./store-watch.js";

/** The engines whose stored verdict may come out otherwise. */
export type ToTell = "all" | ReadonlySet<string>;

/** The engines in force, or why nobody can tell: nothing of the estate is in force then. */
export type EnginesInForce = readonly string[] | { readonly unread: ReadinessReason };

/** What follows from a move of the store. */
export interface TellingPlan {
  readonly engines: ToTell;
  /** Whether the ledger cannot be trusted now. */
  readonly isFaulty: boolean;
}

/** Derives stored verdicts; it may take seconds, and holds up nobody meanwhile. */
export interface VerdictTeller {
  /** Never rejects for what stands in the store: what cannot be told is told as `unknown`. */
  tell(engineId: string, at: Date): Promise<ToldVerdict>;
  /** @throws LockstepError `selector-unknown`, `estate-invalid`, `store-unsound` */
  runbook(engineId: string, at: Date): Promise<RunbookReport>;
  /** @throws LockstepError `store-unsound` */
  plan(from: { readonly marks: StoreMarks; readonly wasFaulty: boolean }, to: StoreMarks): Promise<TellingPlan>;
  engines(): Promise<EnginesInForce>;
  close(): Promise<void>;
}
