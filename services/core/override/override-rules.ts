/** Whether an override may set reasons of one code aside, and why or why not. */
export interface OverrideRule {
  readonly may: boolean;
  /** A sentence for people. */
  readonly why: string;
}

const LAST_LOOK = "The last look at the node is known, and not older than policy allows.";

/**
 * The one table of what an override may set aside: what is known and named, so that the override can be bound to the very
 * content that people looked at. What could not be told has no content that anybody could answer for. A code that
 * is not here may never be set aside.
 */
export const OVERRIDE_RULES: Readonly<Record<string, OverrideRule>> = {
  parity: may("Each difference is named, and bound to its content."),
  unauthorised: may("Each change is named, and bound to its content; who permitted it can be settled afterwards."),
  operability: may("Each interface is named, with what it should be and what it is."),
  "passing-change": may("Each is named, with the acts that the engine recorded, and both looks are the same."),
  "exercise-overdue": may("What was last proven is named; the exercise that is owed may itself have to pass the gate."),
  expired: may("What has ended is named, with its node and its day."),
  "ticket-source-unavailable": may("What differs is known; only whether it was authorised is not."),
  "node-unreachable": may(LAST_LOOK),
  "node-down": may(LAST_LOOK),
  "engine-starting": may(LAST_LOOK),
  "session-lost": may(LAST_LOOK),
  "rate-limited": may(LAST_LOOK),
  "licence-exhausted": may(LAST_LOOK),
  "nodes-apart": may(LAST_LOOK),

  "must-match": never("No failover works while the nodes differ there, whoever permits it."),
  "wrong-server": never("Another server answered than the one that is meant: nothing is known of that one."),
  "roles-contested": never("Which node is the primary is not settled: the verdict may be about the wrong direction."),
  "ledger-broken": never("The record that an override itself would stand in cannot be trusted."),
  "ledger-rolled-back": never("The record that an override itself would stand in was set back."),
  "store-unsound": never("What was read and approved cannot be trusted."),
  "baseline-unproven": never("What was approved is not what stands in the baseline."),
  "no-baseline": never("Nothing was approved that a verdict could be held against: adopt a baseline."),
  "policy-invalid": never("The rules by which differences are judged cannot be read."),
  "estate-invalid": never("Which nodes make up the engine cannot be read."),
  "reader-changed": never("Baseline and nodes were read by different readers: a check mends it."),
  "content-purged": never("What differs cannot be told, because it was purged."),
  "changed-since": never("The verdict is not about what is in force now: a check mends it."),
  "never-read": never("Nothing is known of a node that was never read."),
  "snapshot-stale": never("What was not looked at lately is not known: a check mends it."),
  "clock-skew": never("Every age and every window in the verdict is measured with that clock."),
  "coverage-incomplete": never("What was not read is not known."),
  "rights-narrowed": never("What was not shown is not known."),
  "export-empty": never("What was not shown is not known."),
  "export-suspect": never("What vanished may only not have been shown."),
  bug: never("Lockstep itself failed: nothing of that run counts."),
};

/** Gives the rule of a code; one that no rule names may never be set aside. */
export function overrideRuleOf(code: string): OverrideRule {
  const rule = Object.hasOwn(OVERRIDE_RULES, code) ? OVERRIDE_RULES[code] : undefined;
  return rule ?? never("It is not among what an override may set aside.");
}

/** The codes that may be set aside, in the order of the table. */
export function overridableCodes(): readonly string[] {
  return Object.entries(OVERRIDE_RULES).flatMap(([code, rule]) => (rule.may ? [code] : []));
}

function may(why: string): OverrideRule {
  return { may: true, why };
}

function never(why: string): OverrideRule {
  return { may: false, why };
}
