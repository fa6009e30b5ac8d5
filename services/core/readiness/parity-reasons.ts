import type { DriftCase } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import type { Policy } from "#schemas/policy";
import type { ReadinessReason } from "#schemas/readiness";
import type { ActiveOverride } from "../override/resolve-overrides.js";
import { isCovered } from "../override/set-aside.js";
import { isUnauthorised } from "./is-unauthorised.js";

/**
 * What the findings say about readiness: one reason for each direction and owner, and one for what nobody authorised. What an
 * override covers is told apart from what it does not.
 */
export function parityReasons(
  findings: readonly Finding[],
  policy: Policy,
  hasBaseline: boolean,
  overrides: readonly ActiveOverride[] = [],
): ReadinessReason[] {
  const coverOf = (code: string, { id }: Finding): string => (isCovered(code, id, overrides) ? "set aside" : "");
  const hard = findings.flatMap(mustMatchReason);
  const blocking = findings.filter((finding) => finding.blocksReadiness && finding.mustMatch === undefined);
  const parity = groupBy(blocking, (finding) => `${finding.case}\0${finding.owner}\0${coverOf("parity", finding)}`).map(
    (group) => parityReason(group, hasBaseline),
  );
  if (!policy.settings.unauthorisedBlocksReadiness || !hasBaseline) return [...hard, ...parity];
  // First: who made a change, and why, decides which side is right.
  const unauthorised = groupBy(
    findings.filter((finding) => isUnauthorised(finding, policy.changeControl)),
    (finding) => `${finding.owner}\0${coverOf("unauthorised", finding)}`,
  ).map(unauthorisedReason);
  return [...unauthorised, ...hard, ...parity];
}

/** A difference with which no failover works is told by itself, with its reason, whoever approved it. */
function mustMatchReason({ id, artefact, owner, mustMatch }: Finding): ReadinessReason[] {
  if (mustMatch === undefined) return [];
  const what = `${artefact.kind.replaceAll("-", " ")} '${artefact.name}'`;
  return [
    {
      code: "must-match",
      verdict: "not-ready",
      message: `Not the same on production and standby: ${what}. ${mustMatch.slice(0, 1).toUpperCase()}${mustMatch.slice(1)}.`,
      owner,
      action: `Make ${what} the same on both nodes; no expected difference or waiver makes up for it.`,
      findings: [id],
    },
  ];
}

function groupBy(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
): (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group === undefined) groups.set(keyOf(finding), [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

const WORDS: Readonly<Record<DriftCase, { message: string; action: string }>> = {
  "standby-behind": {
    message: "on the standby not as approved",
    action: "Align the standby to the approved baseline",
  },
  "production-changed": {
    message: "changed on production and not on the standby",
    action: "Adopt the change into the baseline and align the standby, or restore production",
  },
  "both-changed": {
    message: "changed on both nodes and not in the baseline",
    action: "Adopt the change into the baseline, or restore both nodes",
  },
  diverged: {
    message: "different on baseline, production and standby",
    action: "Decide which of the three is right, then adopt and align",
  },
  "in-lockstep": { message: "the same everywhere", action: "Nothing to do" },
};

function parityReason(group: readonly [Finding, ...Finding[]], hasBaseline: boolean): ReadinessReason {
  const [first] = group;
  const words = WORDS[first.case];
  const names = listNames(group);
  return {
    code: "parity",
    verdict: hasBaseline ? "not-ready" : "unknown",
    message: hasBaseline
      ? `${count(group.length)} ${words.message}: ${names}.`
      : `${count(group.length)} not the same on production and standby: ${names}.`,
    owner: first.owner,
    action: hasBaseline
      ? `${words.action}: ${names}.`
      : `Decide which node is right for ${names}, then adopt a baseline.`,
    findings: group.map((finding) => finding.id),
  };
}

function unauthorisedReason(group: readonly [Finding, ...Finding[]]): ReadinessReason {
  const names = listNames(group);
  return {
    code: "unauthorised",
    verdict: "not-ready",
    message: `${count(group.length)} changed without authority: ${names}.`,
    owner: group[0].owner,
    action: `Find who changed ${names} and why; raise a retrospective ticket or restore it.`,
    findings: group.map((finding) => finding.id),
  };
}

function count(number: number): string {
  return number === 1 ? "One artefact is" : `${number} artefacts are`;
}

const NAMED = 5;

function listNames(group: readonly Finding[]): string {
  const names = [...new Set(group.map((finding) => `'${finding.artefact.name}'`))];
  const shown = names.slice(0, NAMED).join(", ");
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}
