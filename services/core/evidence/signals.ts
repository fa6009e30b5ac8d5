/** What of a period a pack can tell, and in which of its files it stands. */
export interface SignalKind {
  /** What one of them is. */
  readonly counts: string;
  /** Whether it speaks for what an organisation says of itself, or against it. */
  readonly speaks: "for" | "against";
  /** Files of the pack. */
  readonly files: readonly string[];
}

/** Every signal that a control map may name. */
export const EVIDENCE_SIGNALS = {
  "scan-coverage": {
    counts: "looks at an engine that were due and were taken whole",
    speaks: "for",
    files: ["02-coverage.csv"],
  },
  "scan-gaps": {
    counts: "looks at an engine that were due and were not taken, or not whole",
    speaks: "against",
    files: ["02-coverage.csv"],
  },
  "artefacts-inventoried": {
    counts: "configuration items of the approved baselines at the end of the period",
    speaks: "for",
    files: ["13-engines.csv", "inputs/store.bundle"],
  },
  "artefacts-unowned": {
    counts: "configuration items of the approved baselines that no rule gives an owner and a tier",
    speaks: "against",
    files: ["13-engines.csv", "inputs/store.bundle"],
  },
  "versions-recorded": {
    counts: "nodes whose engine told its version",
    speaks: "for",
    files: ["13-engines.csv", "inputs/store.bundle"],
  },
  "baselines-approved": {
    counts: "engines with a baseline that a named person approved by its digest",
    speaks: "for",
    files: ["13-engines.csv", "09-access.csv"],
  },
  "baselines-unreviewed": {
    counts: "engines without a baseline, or with one that was inherited and is not reviewed",
    speaks: "against",
    files: ["13-engines.csv"],
  },
  "changes-recorded": {
    counts: "configuration changes detected",
    speaks: "for",
    files: ["01-population.csv"],
  },
  "changes-authorised": {
    counts: "configuration changes that a ticket authorised when they were made",
    speaks: "for",
    files: ["01-population.csv", "04-tickets.csv"],
  },
  "changes-unmatched": {
    counts: "configuration changes with another verdict than authorised",
    speaks: "against",
    files: ["03-unmatched.csv"],
  },
  "changes-decided": {
    counts: "configuration changes that a named person decided on",
    speaks: "for",
    files: ["01-population.csv"],
  },
  "changes-undecided": {
    counts: "configuration changes that nobody had decided on at the end of the period",
    speaks: "against",
    files: ["03-unmatched.csv"],
  },
  "changes-attributed": {
    counts: "configuration changes for which the engine names who made them",
    speaks: "for",
    files: ["01-population.csv"],
  },
  "changes-unattributed": {
    counts: "configuration changes for which the engine names nobody, or an account that several share",
    speaks: "against",
    files: ["01-population.csv"],
  },
  "tickets-relied-on": {
    counts: "tickets that a verdict rests on, with their states and approvals as read from their system",
    speaks: "for",
    files: ["04-tickets.csv"],
  },
  "tickets-without-change": {
    counts: "approved tickets in scope with no change found in their window",
    speaks: "against",
    files: ["05-tickets-without-change.csv"],
  },
  "emergencies-settled": {
    counts: "emergency changes whose retrospective approval came in time",
    speaks: "for",
    files: ["01-population.csv", "04-tickets.csv"],
  },
  "emergencies-overdue": {
    counts: "emergency changes whose retrospective approval is overdue",
    speaks: "against",
    files: ["03-unmatched.csv"],
  },
  "days-in-lockstep": {
    counts: "engine days whose last verdict was ready: production and standby as approved",
    speaks: "for",
    files: ["06-readiness.csv"],
  },
  "days-not-ready": {
    counts: "engine days whose last verdict was not ready, or unknown",
    speaks: "against",
    files: ["06-readiness.csv"],
  },
  "overrides-used": {
    counts: "overrides in force in the period: a named person's word in the place of readiness",
    speaks: "against",
    files: ["06-readiness.csv", "08-exceptions.csv"],
  },
  "alignments-proved": {
    counts: "planned alignments of a standby that a later look proved",
    speaks: "for",
    files: ["01-population.csv"],
  },
  "exercises-proved": {
    counts: "failover exercises that passed, recorded with their clean-up",
    speaks: "for",
    files: ["07-exercises.csv"],
  },
  "restores-proved": {
    counts: "restore drills that passed, recorded with their clean-up",
    speaks: "for",
    files: ["07-exercises.csv"],
  },
  "exercises-unproved": {
    counts: "exercises and drills that did not pass, or whose clean-up is not recorded",
    speaks: "against",
    files: ["07-exercises.csv"],
  },
  "actions-closed": {
    counts: "actions out of lessons that were closed",
    speaks: "for",
    files: ["11-actions.csv"],
  },
  "actions-overdue": {
    counts: "actions out of lessons that are past their date",
    speaks: "against",
    files: ["11-actions.csv"],
  },
  "exceptions-governed": {
    counts: "exceptions with an owner, an approver, a reason and an end",
    speaks: "for",
    files: ["08-exceptions.csv"],
  },
  "exceptions-lapsed": {
    counts: "exceptions that ended while what they allowed still stood",
    speaks: "against",
    files: ["08-exceptions.csv"],
  },
  "decisions-recorded": {
    counts: "decisions recorded with the name of whoever took them",
    speaks: "for",
    files: ["09-access.csv"],
  },
  "duties-unseparated": {
    counts: "decisions in which one person did what takes two",
    speaks: "against",
    files: ["09-access.csv"],
  },
  "access-listed": {
    counts: "people and groups with a role in Lockstep at the end of the period",
    speaks: "for",
    files: ["09-access.csv"],
  },
  "access-reviewed": {
    counts: "reviews of who holds which role, each put on record by a named person with what was decided",
    speaks: "for",
    files: ["14-access-reviews.csv"],
  },
  "access-review-late": {
    counts:
      "reviews of who holds which role that came later than policy lets them, or had not come at the end of the period",
    speaks: "against",
    files: ["14-access-reviews.csv"],
  },
  "policy-versions": {
    counts: "versions of the policy in force in the period, each by its digest",
    speaks: "for",
    files: ["12-policy.csv"],
  },
  "policy-ungoverned": {
    counts: "changes of the policy that name no ticket",
    speaks: "against",
    files: ["12-policy.csv"],
  },
  "records-chained": {
    counts: "records of the ledger up to the head of the pack, chained by hash and signed",
    speaks: "for",
    files: ["10-integrity.json", "inputs/ledger.jsonl", "inputs/seals.jsonl"],
  },
  "records-disturbed": {
    counts: "purges and restores of the record",
    speaks: "against",
    files: ["10-integrity.json"],
  },
  "clocks-compared": {
    counts: "nodes whose clock was compared with that of Lockstep",
    speaks: "for",
    files: ["10-integrity.json"],
  },
  "clocks-unknown": {
    counts: "nodes whose clock was never compared",
    speaks: "against",
    files: ["10-integrity.json"],
  },
  "verdicts-repeatable": {
    counts: "recorded verdicts of the period whose inputs are in the pack, to be derived again",
    speaks: "for",
    files: ["inputs/ledger.jsonl", "inputs/store.bundle", "verify.mjs"],
  },
} as const satisfies Readonly<Record<string, SignalKind>>;

export type SignalId = keyof typeof EVIDENCE_SIGNALS;

/** A signal as it was in the period of a pack. */
export interface Signal {
  readonly id: SignalId;
  /** 0: it was looked for, and there was none. `null`: it could not be told. */
  readonly count: number | null;
  /** A sentence with figures, also where there was none, and why it could not be told. It names no level of achievement. */
  readonly told: string;
}

export function isSignalId(id: string): id is SignalId {
  return Object.hasOwn(EVIDENCE_SIGNALS, id);
}
