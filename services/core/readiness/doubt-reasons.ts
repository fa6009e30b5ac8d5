import type { ReadinessReason } from "#schemas/readiness";
import type { Snapshot } from "#schemas/snapshot";
import { ERROR_KINDS, type ErrorCode } from "../errors.js";
import { isStoppedCold, maxAgeMinutes } from "./cold-standby.js";
import { findSuspectExport } from "./find-suspect-export.js";
import { identityDoubts } from "./identity-doubts.js";
import type { NodeView, Problem, ReadinessInput } from "./readiness-input.js";

/** Everything for which the honest answer is `unknown`: what was not read, not fresh, not proven or not plausible. */
export function doubtReasons(input: ReadinessInput): ReadinessReason[] {
  return [
    ...input.problems.map((problem) => fromProblem(problem, input)),
    // Before what was approved: a node that was not read whole can neither be approved nor be compared.
    ...nodeDoubts(input.production, input),
    ...nodeDoubts(input.standby, input),
    ...pairDoubts(input),
    ...baselineDoubts(input),
  ];
}

function doubt(code: string, message: string, action: string, input: ReadinessInput): ReadinessReason {
  return { code, verdict: "unknown", message, owner: input.engine.owner, action, findings: [] };
}

function fromProblem(problem: Problem, input: ReadinessInput): ReadinessReason {
  return doubt(problem.code, problem.message, problem.remedy ?? remedyOf(problem.code), input);
}

function baselineDoubts(input: ReadinessInput): ReadinessReason[] {
  if ("snapshot" in input.baseline) {
    return readerDoubts(input.baseline.snapshot, input);
  }
  return input.baseline.missing === "none"
    ? [doubt("no-baseline", input.baseline.message, howToAdopt(input), input)]
    : [doubt("baseline-unproven", input.baseline.message, ERROR_KINDS["baseline-unproven"].remedy, input)];
}

/** What is approved must have been seen: the command names the very snapshot of production. */
function howToAdopt({ engine, production }: ReadinessInput): string {
  const show = `lockstep show ${engine.id}/${production.nodeId}`;
  const { snapshot } = production;
  if (snapshot === undefined || snapshot.entries.length === 0)
    return `Once ${production.nodeId} has been read, review it with '${show}' and adopt it as the baseline.`;
  const adopt = `lockstep baseline adopt ${engine.id} --from ${production.nodeId} --digest ${snapshot.digest}`;
  return `Review the differences and what '${show}' prints; then, by the word of who approves it: ${adopt} --approver 'A. Person'`;
}

/** A baseline read by another reader cannot be compared until it is derived again. */
function readerDoubts(baseline: Snapshot, input: ReadinessInput): ReadinessReason[] {
  const others = [input.production, input.standby].filter(
    (node) => node.snapshot !== undefined && node.snapshot.dialect !== baseline.dialect,
  );
  return others.map((node) =>
    doubt(
      "reader-changed",
      `The baseline was read by ${baseline.dialect}, ${node.nodeId} by ${node.snapshot?.dialect ?? ""}.`,
      `Run 'lockstep check ${input.engine.id}' so that the baseline is derived again.`,
      input,
    ),
  );
}

function nodeDoubts(node: NodeView, input: ReadinessInput): ReadinessReason[] {
  const { snapshot } = node;
  const problems = isStoppedCold(node, input)
    ? []
    : node.problems.map((problem) => ({ ...fromProblem(problem, input), ...lastLookOf(node.nodeId, snapshot) }));
  if (snapshot === undefined) {
    const never = doubt(
      "never-read",
      `${node.nodeId} has never been read.`,
      `Run 'lockstep doctor', then 'lockstep check ${input.engine.id}'.`,
      input,
    );
    return problems.length > 0 ? problems : [never];
  }
  return [
    ...problems,
    ...ageDoubts(node, snapshot, input),
    ...coverageDoubts(node, snapshot, input),
    ...clockDoubts(node, snapshot, input),
  ];
}

/** What an override of a node that was not read is bound to: what was last seen of it, and when. */
function lastLookOf(nodeId: string, snapshot: Snapshot | undefined): Pick<ReadinessReason, "subjects"> {
  return snapshot === undefined ? {} : { subjects: [JSON.stringify([nodeId, snapshot.takenAt, snapshot.digest])] };
}

function ageDoubts(node: NodeView, snapshot: Snapshot, input: ReadinessInput): ReadinessReason[] {
  const minutes = (Date.parse(input.at) - Date.parse(snapshot.takenAt)) / 60_000;
  const limit = maxAgeMinutes(node, input);
  if (minutes >= 0 && minutes <= limit) return [];
  const message =
    minutes < 0
      ? `The snapshot of ${node.nodeId} is dated after this check.`
      : `${node.nodeId} was last read ${Math.floor(minutes)} minutes ago; policy allows ${limit}.`;
  return [doubt("snapshot-stale", message, `Run 'lockstep check ${input.engine.id}'.`, input)];
}

function coverageDoubts(node: NodeView, snapshot: Snapshot, input: ReadinessInput): ReadinessReason[] {
  const unread = snapshot.coverage.unread.map((gap) =>
    doubt(
      "coverage-incomplete",
      `${gap.source} of ${node.nodeId} was not read: ${gap.message}`,
      gap.remedy ?? remedyOf(gap.code),
      input,
    ),
  );
  if (snapshot.entries.length === 0) {
    return [
      ...unread,
      doubt("export-empty", `${node.nodeId} gave no artefact at all.`, ERROR_KINDS["rights-narrowed"].remedy, input),
    ];
  }
  if (unread.length === 0 && !snapshot.coverage.complete) {
    return [
      doubt(
        "coverage-incomplete",
        `${node.nodeId} was not read completely.`,
        ERROR_KINDS["rights-narrowed"].remedy,
        input,
      ),
    ];
  }
  const suspect =
    "snapshot" in input.baseline
      ? findSuspectExport(snapshot, {
          baseline: input.baseline.snapshot,
          partner: partnerOf(node, input).snapshot,
          policy: input.policy,
          hidingKinds: input.hidingKinds,
        })
      : undefined;
  return suspect === undefined
    ? unread
    : [
        ...unread,
        doubt("export-suspect", `${suspect} on ${node.nodeId}.`, ERROR_KINDS["export-suspect"].remedy, input),
      ];
}

function partnerOf(node: NodeView, { production, standby }: ReadinessInput): NodeView {
  return node === production ? standby : production;
}

function remedyOf(code: string): string {
  return Object.hasOwn(ERROR_KINDS, code)
    ? ERROR_KINDS[code as ErrorCode].remedy
    : ERROR_KINDS["rights-narrowed"].remedy;
}

function clockDoubts(node: NodeView, snapshot: Snapshot, input: ReadinessInput): ReadinessReason[] {
  const skew = Math.abs(snapshot.facts.clockSkewMs ?? 0) / 1000;
  const limit = input.policy.settings.maxClockSkewSeconds;
  if (skew <= limit) return [];
  const message = `The clock of ${node.nodeId} is ${Math.round(skew)} seconds away from ours; policy allows ${limit}.`;
  return [doubt("clock-skew", message, "Set the clock of the node (NTP), then check again.", input)];
}

function pairDoubts(input: ReadinessInput): ReadinessReason[] {
  const production = input.production.snapshot;
  const standby = input.standby.snapshot;
  if (production === undefined || standby === undefined) return [];
  const reasons: ReadinessReason[] = [];
  const apart = Math.abs(Date.parse(production.takenAt) - Date.parse(standby.takenAt)) / 60_000;
  const limit = input.policy.settings.maxNodesApartMinutes;
  if (apart > limit && !isStoppedCold(input.standby, input)) {
    const message = `The nodes were read ${Math.floor(apart)} minutes apart; policy allows ${limit}.`;
    const isStandbyOlder = Date.parse(standby.takenAt) < Date.parse(production.takenAt);
    const older = isStandbyOlder
      ? lastLookOf(input.standby.nodeId, standby)
      : lastLookOf(input.production.nodeId, production);
    reasons.push({ ...doubt("nodes-apart", message, `Run 'lockstep check ${input.engine.id}'.`, input), ...older });
  }
  for (const found of identityDoubts(production, standby)) {
    reasons.push({ ...found, owner: input.engine.owner, findings: [] });
  }
  return [...reasons, ...roleDoubts(production, standby, input)];
}

/**
 * A verdict on the wrong direction is none: what the engines say of themselves must be what the estate declares. Where one
 * node tells its role and the other, read just now, tells none, the other may have left the cluster that would fail over to it.
 */
function roleDoubts(production: Snapshot, standby: Snapshot, input: ReadinessInput): ReadinessReason[] {
  const [first, second] = [production.facts.reportedRole, standby.facts.reportedRole];
  const { production: a, standby: b } = input;
  const isUntold =
    (first === undefined && second !== undefined && a.problems.length === 0) ||
    (second === undefined && first !== undefined && b.problems.length === 0);
  if (first !== "standby" && second !== "primary" && !isUntold) return [];
  const message = isUntold
    ? `${tellRole(a.nodeId, first)}, and ${tellRole(b.nodeId, second)}: nothing shows that the one stands by for the other.`
    : first === second
      ? `Both nodes say that they are the ${first}.`
      : `estate.yaml declares ${a.nodeId} primary and ${b.nodeId} standby; they say ${first ?? "nothing"} and ${second ?? "nothing"}.`;
  const action = "Settle which node is primary, and declare it in estate.yaml, before anything else.";
  return [doubt("roles-contested", message, action, input)];
}

function tellRole(nodeId: string, role: string | undefined): string {
  return role === undefined ? `${nodeId} says nothing of a role` : `${nodeId} says that it is the ${role}`;
}
