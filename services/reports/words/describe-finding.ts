import type { Change, DriftCase } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import type { Operability } from "#schemas/snapshot";
import { shortContentWords } from "#services/core/artefact/content-words";
import { isNoticed } from "../findings/order-findings.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";

/** The direction of a finding as a sentence, in the past tense where something was done. */
export function describeCase(driftCase: DriftCase, hasBaseline: boolean): string {
  if (caseWord(driftCase, hasBaseline) === driftCase) return CASE_WORDS[driftCase];
  return "Production and standby differ, and no approved baseline says which is right";
}

/** The direction in one word; without a baseline nothing has one, since nothing says which side is right. */
export function caseWord(driftCase: DriftCase, hasBaseline: boolean): DriftCase | typeof NO_BASELINE {
  return hasBaseline || driftCase === "in-lockstep" ? driftCase : NO_BASELINE;
}

/** What has to happen to a finding in that case; a person decides. */
export function describeRemedy(driftCase: DriftCase): string {
  return REMEDIES[driftCase];
}

/** The same for a finding that has no direction yet. */
export const DAY_ONE_REMEDY = "Adopt a first baseline, and align the standby where it is wrong.";

/** That a waiver for it has ended; `undefined` where none has. */
export function describeLapsed({ lapsedWaiver }: Pick<Finding, "lapsedWaiver">): string | undefined {
  if (lapsedWaiver === undefined) return undefined;
  return `The waiver '${cutText(lapsedWaiver.id, 80)}' for it ended on ${cutText(lapsedWaiver.expires, 20)}`;
}

const NO_BASELINE = "no-baseline";

/**
 * One change in words: `Destination 2 'To PAS' › Remote port was changed: baseline 6661, production 6661, standby 7777`.
 * Values are visible text of at most `maxCharacters` each; text of several lines is left to its diff.
 */
export function describeChange(
  change: Change,
  options: { driftCase: DriftCase; hasBaseline: boolean; maxCharacters: number },
): string {
  const { driftCase, hasBaseline, maxCharacters } = options;
  if (driftCase === "in-lockstep") return describeNotice(change, maxCharacters);
  const white = change.whitespaceOnly === true ? " in white space only" : "";
  const what = `${cutText(change.label, maxCharacters)} ${describeKind(change, hasBaseline)}${white}`;
  if (change.diff !== undefined) return `${what} (text of several lines)`;
  const baseline = hasBaseline ? `baseline ${describeSide(change.baseline, maxCharacters)}, ` : "";
  const production = describeSide(change.production, maxCharacters);
  return `${what}: ${baseline}production ${production}, standby ${describeSide(change.standby, maxCharacters)}`;
}

/** Something noticed while reading that is no difference: what, and on which nodes. */
export function describeNotice(change: Change, maxCharacters: number): string {
  const nodes = (["production", "standby"] as const).filter((side) => change[side] !== null).join(" and ");
  return `${cutText(change.label, maxCharacters)} (${nodes === "" ? "on no node" : `on ${nodes}`})`;
}

/** What kind of change it was and where: `was missing on standby`. Without a baseline, production is what is compared with. */
export function describeKind(change: Pick<Change, "kind" | "production" | "standby">, hasBaseline: boolean): string {
  if (change.kind === "changed") return "was changed";
  if (!hasBaseline) return describeKindOnDayOne(change);
  const there = change.kind === "unexpected";
  const sides = (["production", "standby"] as const).filter((side) => (change[side] !== null) === there);
  return sides.length === 0 ? `was ${change.kind}` : `was ${change.kind} on ${sides.join(" and ")}`;
}

function describeKindOnDayOne(change: Pick<Change, "production" | "standby">): string {
  if (change.standby === null) return "was missing on standby";
  return change.production === null ? "was unexpected on standby" : "was not the same on both";
}

/** A value as people read it: `absent` where there is none, `(empty)` for an empty one, the beginning of the digest of a long one. */
export function describeSide(value: string | null, maxCharacters: number): string {
  if (value === null) return "absent";
  return value === "" ? "(empty)" : cutText(shortContentWords(value), maxCharacters);
}

/** What an expected difference asks for, or that it is met; `undefined` where none applies. */
export function describeExpected(change: Change, maxCharacters: number): string | undefined {
  if (change.expected === undefined) return undefined;
  const { rule, production, standby } = change.expected;
  if (production === change.production && standby === change.standby) {
    return `As expected difference ${cutText(rule, maxCharacters)} declares`;
  }
  const values = `production ${describeSide(production, maxCharacters)}, standby ${describeSide(standby, maxCharacters)}`;
  return `Expected difference ${cutText(rule, maxCharacters)} asks for ${values}`;
}

/** Whether what is saved also runs; `undefined` where the engine tells it of neither node, as for what does not run. */
export function describeOperability({ production, standby }: Finding["operability"]): string | undefined {
  const told = [
    ...(production === "unknown" ? [] : [`on production ${STATES[production]}`]),
    ...(standby === "unknown" ? [] : [`on standby ${STATES[standby]}`]),
  ];
  return told.length === 0 ? undefined : `It is ${told.join(", ")}.`;
}

const STATES = {
  deployed: "deployed",
  "saved-only": "saved but not deployed",
  disabled: "disabled",
} as const satisfies Record<Exclude<Operability, "unknown">, string>;

/**
 * What a finding means to people, in sentences; `undefined` for what is no difference. What both nodes hold alike is no risk of
 * a failover, and where a ticket authorised it, none at all.
 */
export function describeMeaning(finding: Finding): string | undefined {
  if (isNoticed(finding)) return undefined;
  const meaning = endSentence(cutText(finding.meaning, 400));
  if (finding.case !== "both-changed" || finding.blocksReadiness) return meaning;
  const wrong = finding.severity === "low" ? "" : ` If the change is wrong: ${meaning}`;
  return `Both nodes hold the same: a failover changes nothing here.${wrong}`;
}

/** Why no failover works while this differs, whoever approved it; `undefined` where that is not so. */
export function describeMustMatch({ mustMatch }: Pick<Finding, "mustMatch">): string | undefined {
  if (mustMatch === undefined) return undefined;
  const why = cutText(mustMatch, 300);
  return `Must be the same on both nodes, whoever approved the difference. ${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`;
}

/** Why a finding is explained, and until when. */
export function describeExplanation(explanation: NonNullable<Finding["explainedBy"]>): string {
  const what = explanation.by === "waiver" ? "waiver" : "expected difference";
  const until = explanation.expires === null ? "no end date" : `until ${cutText(explanation.expires, 40)}`;
  return `${what} ${cutText(explanation.id, 80)} (${until}): ${cutText(explanation.reason, 300)}`;
}

const CASE_WORDS = {
  "in-lockstep": "Noticed while reading; no difference",
  "standby-behind": "Standby does not hold the approved baseline, production does",
  "production-changed": "Production was changed, and standby still holds the approved baseline",
  "both-changed": "Production and standby were both changed away from the approved baseline",
  diverged: "Approved baseline, production and standby all differ",
} as const satisfies Record<DriftCase, string>;

const REMEDIES = {
  "in-lockstep": "Look at what was noticed, and settle it on the engine.",
  "standby-behind": "Align the standby with production.",
  "production-changed":
    "Decide whether the change was authorised: adopt it and align the standby, or revert production.",
  "both-changed": "Decide whether the change was authorised: adopt it into the baseline, or revert both nodes.",
  diverged: "Look at all three before anything is changed.",
} as const satisfies Record<DriftCase, string>;
