import type { EvidenceMaterial } from "../material.js";
import type { RowsOfPack } from "../rows-of-pack.js";
import { countOf, many, ofThem, type ToldSignals, tell } from "./counting.js";

const DECISIONS: ReadonlySet<unknown> = new Set(["approval", "override", "review"]);
const BREACHES: ReadonlySet<unknown> = new Set(["breach", "single-handed"]);

/** Tells what can be told of the record itself, and of who may and did decide. */
export function recordSignals({ access, accessReviews }: RowsOfPack, { gathered }: EvidenceMaterial): ToldSignals {
  const { records, verdicts, clocks, kept } = gathered;
  const decisions = countOf(access, ({ kind }) => DECISIONS.has(kind));
  const breaches = countOf(access, ({ kind }) => BREACHES.has(kind));
  const roles = countOf(access, ({ kind }) => kind === "role");
  const reviewed = countOf(accessReviews, ({ record }) => record !== null);
  const late = countOf(accessReviews, ({ inTime }) => inTime === false);
  const disturbed = (kept.get("purge") ?? []).length + (kept.get("restore-accepted") ?? []).length;
  const compared = countOf(clocks, ({ worstMs }) => worstMs !== null);
  return {
    "decisions-recorded": tell(decisions, `Recorded with the name of whoever took it: ${many(decisions, "decision")}.`),
    "duties-unseparated": tell(
      breaches,
      `One person did what takes two, or a change went past its review: ${many(breaches, "time")}.`,
    ),
    "access-listed": tell(roles, `Held in Lockstep at the end: ${many(roles, "role")}.`),
    "access-reviewed": tell(reviewed, `Put on record of who holds which role: ${many(reviewed, "review")}.`),
    "access-review-late": tell(
      late,
      `Later than policy lets it be, or overdue at the end: ${many(late, "review")} of who holds which role.`,
    ),
    "records-chained": tell(
      records,
      `From the making of the estate to the head, each chained to the one before it and sealed by a signed commit: ${many(records, "record")}.`,
    ),
    "records-disturbed": tell(disturbed, `Purges and accepted restores in the record: ${disturbed}.`),
    "clocks-compared": tell(
      compared,
      `Compared with the clock of Lockstep: that of ${ofThem(compared, clocks.length, "node")}.`,
    ),
    "clocks-unknown": tell(
      clocks.length - compared,
      `Never compared with the clock of Lockstep: that of ${ofThem(clocks.length - compared, clocks.length, "node")}.`,
    ),
    "verdicts-repeatable": tell(
      verdicts,
      `On record with what it was derived from: ${many(verdicts, "verdict")} of the period.`,
    ),
  };
}
