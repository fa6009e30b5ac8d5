import type { LedgerRecord } from "#schemas/ledger-record";
import type { Waiver } from "#schemas/policy";
import type { ReviewDecision } from "#schemas/review-decision";
import { compareText } from "../text/compare-text.js";
import type { ChangeLife } from "./change-life.js";

/** One decision of people, as far as it tells which changes it was on. */
export interface Decision {
  readonly at: string;
  readonly engineId: string;
  /** Digests of changes; of a baseline adopted whole, none are named. */
  readonly digests: readonly string[];
  readonly findingId: string | null;
}

/** Reads a record as a decision; `undefined` where it is none. */
export function decisionOf({ type, at, body }: LedgerRecord): Decision | undefined {
  const engineId = typeof body["engineId"] === "string" ? body["engineId"] : undefined;
  if (engineId === undefined) return undefined;
  if (type === "review-decided") {
    const { changes } = body as ReviewDecision;
    return { at, engineId, digests: changes, findingId: null };
  }
  if (type === "waiver-granted") {
    const { finding } = body["waiver"] as Waiver;
    return { at, engineId, digests: [], findingId: finding };
  }
  return type === "baseline-adopted" ? { at, engineId, digests: [], findingId: null } : undefined;
}

/**
 * Finds the first decision on a change: a review that names it, a waiver for it, or a baseline that was adopted whole while it stood and with which it
 * was gone. `undefined` where nobody has decided.
 */
export function decisionOn<T extends Decision>(life: ChangeLife, decisions: readonly T[]): T | undefined {
  const own = decisions.filter((decision) => decision.engineId === life.engineId && decision.at >= life.foundAt);
  const on = own.filter(
    ({ at, digests, findingId }) =>
      findingId === life.findingId ||
      digests.some((digest) => life.digests.includes(digest)) ||
      (digests.length === 0 && findingId === null && life.goneAt !== null && at >= life.lastAt && at <= life.goneAt),
  );
  return on.toSorted((a, b) => compareText(a.at, b.at))[0];
}
