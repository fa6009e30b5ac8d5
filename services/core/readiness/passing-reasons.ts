import type { ChangeControl } from "#schemas/change-control";
import type { PassingChange } from "#schemas/passing-change";
import type { ReadinessReason, ReadinessVerdict } from "#schemas/readiness";
import type { UntoldTime } from "#schemas/run";
import { effectOf } from "../authorisation/authorisation-verdicts.js";
import { epochOf, showEpoch } from "../authorisation/epoch-of.js";
import { groupBy } from "../authorisation/group-by.js";

const NAMED = 5;

export interface PassingInput {
  readonly passing: readonly PassingChange[];
  readonly untold: readonly UntoldTime[];
  readonly control: Pick<ChangeControl, "tolerated" | "passingChanges">;
  /** Of the engine. */
  readonly owner: string;
}

/**
 * Reasons about what was changed and put back between two looks, one for each owner. Nothing differs, so they are notes; where policy
 * says that it blocks, what no ticket covers is not ready, and what could not be told is unknown.
 */
export function passingReasons({ passing, untold, control, owner }: PassingInput): ReadinessReason[] {
  const groups = groupBy(passing, (change) => `${standingOf(change, control)}\0${change.owner}`);
  return [
    ...[...groups.values()].flatMap((group) => reasonOf(group, control)),
    ...untold.map((time) => untoldReason(time, owner, control.passingChanges === "block")),
  ];
}

/** Whether a ticket covers it. */
type Standing = "covered" | "uncovered" | "untold";

function standingOf({ authorisation }: PassingChange, control: PassingInput["control"]): Standing {
  const effect = effectOf(authorisation.verdict, control);
  if (effect === "unknown") return "untold";
  return effect === "blocks" ? "uncovered" : "covered";
}

const BLOCKING: Readonly<Record<Standing, ReadinessVerdict>> = {
  covered: "ready",
  uncovered: "not-ready",
  untold: "unknown",
};

const WORDS: Readonly<Record<Standing, readonly [clause: string, action: string]>> = {
  covered: ["under a ticket", "See that the ticket says why it was put back."],
  uncovered: [
    "without a ticket that covers it",
    "Ask who made each: what stood there in between, why, and under which change. Put that on record, or treat it as an incident.",
  ],
  untold: ["and whether a ticket covers it cannot be told", "Look again when the ticket system can be read."],
};

function reasonOf(group: readonly PassingChange[], control: PassingInput["control"]): ReadinessReason[] {
  const [first] = group;
  if (first === undefined) return [];
  const standing = standingOf(first, control);
  const [clause, action] = WORDS[standing];
  const named = group.slice(0, NAMED).map(nameOf);
  const rest = group.length > NAMED ? ` and ${group.length - NAMED} more` : "";
  const count =
    group.length === 1
      ? "One artefact was changed and put back"
      : `${group.length} artefacts were changed and put back`;
  return [
    {
      code: "passing-change",
      verdict: control.passingChanges === "block" ? BLOCKING[standing] : "ready",
      message: `${count} between two looks, ${clause}: ${named.join(", ")}${rest}.`,
      owner: first.owner,
      action,
      findings: [],
      subjects: group.map(({ id }) => id).sort(),
    },
  ];
}

function nameOf({ artefact, nodeId, deployed, authorisation: { actors } }: PassingChange): string {
  const by = actors.length === 0 ? [] : [`by ${actors.join(" and ")}`];
  const reach = REACH[deployed];
  const told = [...by, ...(reach === undefined ? [] : [reach])];
  return `'${artefact.name}' on ${nodeId}${told.length === 0 ? "" : ` (${told.join(", ")})`}`;
}

const REACH: Readonly<Partial<Record<PassingChange["deployed"], string>>> = {
  yes: "deployed in between",
  still: "deployed in between, perhaps still",
  no: "never deployed",
};

function untoldReason({ nodeId, between, because }: UntoldTime, owner: string, blocks: boolean): ReadinessReason {
  const [from, to] = between.map((look) => showEpoch(epochOf(look)));
  return {
    code: "passing-untold",
    verdict: blocks ? "unknown" : "ready",
    message: `Whether anything was changed and put back on ${nodeId} between ${from} and ${to} cannot be told: ${UNTOLD[because]}.`,
    owner,
    action: REMEDIES[because],
    findings: [],
  };
}

const UNTOLD: Readonly<Record<UntoldTime["because"], string>> = {
  "record-too-short": "the engine's own record begins only after the earlier look",
  "reader-changed": "another version of the reader made the earlier snapshot",
  "snapshot-lost": "the earlier snapshot cannot be opened",
};

const REMEDIES: Readonly<Record<UntoldTime["because"], string>> = {
  "record-too-short": "Look more often, or let the engine keep its audit log for longer.",
  "reader-changed": "The next check can tell again.",
  "snapshot-lost": "The next check can tell again.",
};
