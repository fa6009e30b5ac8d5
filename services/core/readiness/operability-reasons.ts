import type { ReadinessReason } from "#schemas/readiness";
import type { ArtefactEntry, Operability, OperabilityFact, Snapshot } from "#schemas/snapshot";
import { isSubjectCovered } from "../override/set-aside.js";
import { findInterface } from "../policy/find-interface.js";
import type { ReadinessInput } from "./readiness-input.js";

/** One artefact whose standby does not run what it should, even where nothing drifted. */
interface Mismatch {
  readonly entry: ArtefactEntry;
  readonly owner: string;
  readonly tier: number;
  readonly flow: string;
  readonly expected: Operability;
  readonly production: OperabilityFact | undefined;
  readonly standby: OperabilityFact | undefined;
}

/** Saved is not deployed: reasons why the standby would not run what production runs. */
export function operabilityReasons(input: ReadinessInput): ReadinessReason[] {
  const production = input.production.snapshot;
  const standby = input.standby.snapshot;
  if (production === undefined || standby === undefined) return [];
  const mismatches = findMismatches(production, standby, input);
  return [
    ...groupByFlow(mismatches, input).map((group) => reasonFor(group, input.standby.nodeId)),
    ...untold(input.production.nodeId, production, input),
    ...untold(input.standby.nodeId, standby, input),
  ];
}

/** An engine that is silent on whether an interface runs has not been read whole: narrowed rights leave such gaps. */
function untold(nodeId: string, snapshot: Snapshot, { engine, interfaceKinds }: ReadinessInput): ReadinessReason[] {
  const facts = factsByKey(snapshot);
  const silent = snapshot.entries.filter(
    ({ kind, key }) => interfaceKinds.includes(kind) && !facts.has(`${kind}\0${key}`),
  );
  if (silent.length === 0) return [];
  const names = silent.slice(0, NAMED).map(({ name }) => `'${name}'`);
  const more = silent.length > NAMED ? ` and ${silent.length - NAMED} more` : "";
  const message = `${nodeId} does not say whether ${names.join(", ")}${more} run there.`;
  const action = "Give the account read rights to the states of all interfaces.";
  return [{ code: "coverage-incomplete", verdict: "unknown", message, owner: engine.owner, action, findings: [] }];
}

function findMismatches(production: Snapshot, standby: Snapshot, { policy, engine }: ReadinessInput): Mismatch[] {
  const onProduction = factsByKey(production);
  const onStandby = factsByKey(standby);
  const there = new Set(standby.entries.map((entry) => `${entry.kind}\0${entry.key}`));
  return production.entries.flatMap((entry) => {
    const id = `${entry.kind}\0${entry.key}`;
    const wanted = onProduction.get(id);
    if (wanted === undefined || !there.has(id)) return [];
    const { standby: declared, owner, tier, flow } = findInterface(policy, engine, entry);
    if (declared === "any") return [];
    // What is only saved on production is not what production runs either: the standby should hold it deployed.
    const expected =
      declared ?? (wanted.operability === "saved-only" && wanted.cause !== undefined ? "deployed" : wanted.operability);
    const actual = onStandby.get(id);
    return actual?.operability === expected
      ? []
      : [{ entry, owner, tier, flow, expected, production: wanted, standby: actual }];
  });
}

function factsByKey(snapshot: Snapshot): ReadonlyMap<string, OperabilityFact> {
  return new Map((snapshot.facts.operability ?? []).map((fact) => [`${fact.kind}\0${fact.key}`, fact]));
}

type Group = readonly [Mismatch, ...Mismatch[]];

function groupByFlow(mismatches: readonly Mismatch[], { standby, overrides }: ReadinessInput): Group[] {
  const groups = new Map<string, [Mismatch, ...Mismatch[]]>();
  for (const mismatch of mismatches) {
    const isSetAside = isSubjectCovered(CODE, subjectOf(mismatch, standby.nodeId), overrides?.inForce ?? []);
    const id = `${mismatch.tier}\0${mismatch.flow}\0${mismatch.owner}\0${isSetAside}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [mismatch]);
    else group.push(mismatch);
  }
  return [...groups.values()];
}

const CODE = "operability";

const NAMED = 5;

function reasonFor(group: Group, standbyId: string): ReadinessReason {
  const names = group.slice(0, NAMED).map((mismatch) => `'${mismatch.entry.name}' (${describe(mismatch)})`);
  const more = group.length > NAMED ? ` and ${group.length - NAMED} more` : "";
  return {
    code: CODE,
    verdict: group.some((mismatch) => mismatch.standby !== undefined) ? "not-ready" : "unknown",
    message: `${group.length} ${group.length === 1 ? "interface does" : "interfaces do"} not run on ${standbyId} as ${group.length === 1 ? "it" : "they"} should: ${names.join(", ")}${more}.`,
    owner: group[0].owner,
    action: `Deploy on ${standbyId} what is saved, or declare in policy/interfaces.yaml what the standby should be: ${names.join(", ")}${more}.`,
    findings: [],
    ...subjectsOf(group, standbyId),
    tier: group[0].tier,
    flow: group[0].flow,
  };
}

/** A state that is not known has nothing that an override could be bound to. */
function subjectsOf(group: Group, standbyId: string): Pick<ReadinessReason, "subjects"> {
  if (group.some(({ standby }) => standby === undefined)) return {};
  return { subjects: group.map((mismatch) => subjectOf(mismatch, standbyId)) };
}

/** What an override of it is bound to: the interface, its content on both nodes, and what it should be and is. */
function subjectOf({ entry, expected, standby }: Mismatch, standbyId: string): string {
  const { kind, key, digest } = entry;
  return JSON.stringify([standbyId, kind, key, digest, expected, standby?.operability ?? null, standby?.cause ?? null]);
}

function describe(mismatch: Mismatch): string {
  const actual = mismatch.standby;
  const expected = WORDS[mismatch.expected];
  if (actual === undefined) return `should be ${expected}; its state is not known`;
  const cause =
    actual.cause === "code-templates"
      ? ", code templates changed since deployment"
      : actual.cause === "source"
        ? ", changed since deployment"
        : "";
  return `should be ${expected}, is ${WORDS[actual.operability]}${cause}`;
}

const WORDS = {
  deployed: "deployed",
  "saved-only": "saved but not deployed",
  disabled: "disabled",
  unknown: "in a state that is not known",
} as const satisfies Record<Operability, string>;
