import type { AdviceItem } from "#schemas/advice";
import type { Engine, Estate } from "#schemas/estate";
import type { GateAnswer } from "#schemas/gate";
import type { Policy } from "#schemas/policy";
import type { Runbook } from "#schemas/runbook";
import type { ActivationStep, RunbookReport } from "#schemas/runbook-report";
import type { ArtefactEntry, OperabilityFact } from "#schemas/snapshot";
import { findInterface } from "../policy/find-interface.js";
import { judgeManualChecks } from "./judge-manual-checks.js";
import { type Activated, type ActivationNeed, orderActivation } from "./order-activation.js";

export interface RunbookInput {
  readonly estate: Estate;
  readonly engine: Engine;
  readonly policy: Policy;
  /** `undefined` where `policy/runbook.yaml` cannot be read. */
  readonly runbook: Runbook | undefined;
  readonly verdict: Pick<GateAnswer, "verdict" | "asOf" | "expiresAt" | "reasons" | "lastProven">;
  readonly missing: { readonly items: readonly AdviceItem[]; readonly omitted: number };
  readonly source: RunbookReport["source"];
  /** What carries messages, as it is approved or was read last. */
  readonly interfaces: readonly ArtefactEntry[];
  /** What the engine itself says of their order, by key or by name. */
  readonly needs: readonly ActivationNeed[];
  /** What each was on the standby at the last look. */
  readonly standby: readonly OperabilityFact[];
  /** All that the standby had at the last look; `undefined` where that was not read whole. */
  readonly onStandby?: readonly ArtefactEntry[] | undefined;
  readonly at: string;
}

/** Writes the runbook of an engine down: from what is governed and what was stored, and from nothing else. */
export function writeRunbook(input: RunbookInput): RunbookReport {
  const { estate, engine, runbook = {}, verdict, missing, source, at } = input;
  const mine = <T extends { readonly engines?: readonly string[] }>(all: readonly T[] = []): T[] =>
    all.filter(({ engines }) => engines === undefined || engines.includes(engine.id));
  const steps = mine(runbook.steps);
  const { order, cycles } = orderActivation(activatedOf(input), idsOf(input, [...input.needs, ...ordersOf(input)]));
  const manualChecks = judgeManualChecks(mine(runbook.manualChecks), at);
  return {
    schema: "lockstep/runbook@1",
    estate: estate.estate,
    organisation: estate.organisation ?? null,
    engineId: engine.id,
    name: engine.name ?? engine.id,
    ...{ product: engine.product, owner: engine.owner, at },
    verdict: {
      verdict: verdict.verdict,
      asOf: verdict.asOf,
      expiresAt: verdict.expiresAt,
      reasons: verdict.reasons ?? [],
      ...(verdict.lastProven === undefined ? {} : { lastProven: verdict.lastProven }),
    },
    nodes: engine.nodes.map(({ id, role, url }) => ({ id, role, url: url ?? null })),
    source,
    contacts: mine(runbook.contacts),
    manualChecks,
    before: steps.filter(({ when }) => when === "before"),
    activation: order.map(({ step }, index) => ({ ...step, position: index + 1 })),
    after: steps.filter(({ when }) => when === "after"),
    cycles: cycles.map((cycle) => cycle.map(({ name }) => name)),
    missing: [...missing.items, ...absentOf(order, missing.items)].toSorted((a, b) => a.tier - b.tier),
    omitted: missing.omitted,
    warnings: warningsOf(input, cycles.length, manualChecks.filter(({ state }) => state !== "done").length),
  };
}

interface Ordered extends Activated {
  readonly step: Omit<ActivationStep, "position">;
}

function activatedOf(input: RunbookInput): Ordered[] {
  const names = new Map(input.interfaces.map(({ key, name }) => [key, name]));
  const needs = idsOf(input, [...input.needs, ...ordersOf(input)]);
  return input.interfaces.map((entry) => {
    const { key, name, kind } = entry;
    const { tier, flow, owner, standby } = findInterface(input.policy, input.engine, entry);
    const before = needs.filter(({ of, needs: need }) => of === key && need !== key);
    const after = [...new Set(before.map((need) => names.get(need.needs) ?? need.needs))].sort();
    const fact = input.standby.find((one) => one.kind === kind && one.key === key);
    const step = {
      ...{ tier, flow, kind, name, owner, after },
      now: isAbsent(entry, input) ? ("absent" as const) : (fact?.operability ?? ("unknown" as const)),
      ...(standby === undefined ? {} : { standby }),
    };
    return { id: key, name, tier, flow, step };
  });
}

/** Said of what was seen whole alone: a gap in what was read is no absence. */
function isAbsent({ kind, key }: ArtefactEntry, { onStandby }: RunbookInput): boolean {
  return onStandby !== undefined && !onStandby.some((one) => one.kind === kind && one.key === key);
}

/** Interfaces that the standby does not have, where no finding tells it: without a baseline there may be none. */
function absentOf(order: readonly Ordered[], told: readonly AdviceItem[]): AdviceItem[] {
  return order
    .filter(({ name, step }) => step.now === "absent" && !told.some(({ what }) => what === name))
    .map(({ name, tier, flow, step: { owner } }) => ({
      ...{ tier, flow, what: name, owner, finding: "" },
      how: "Not on the standby: import it first.",
      meaning: "Nothing would carry its messages there.",
    }));
}

/** What people wrote down of the order, where no engine says so. */
function ordersOf({ runbook, engine }: RunbookInput): ActivationNeed[] {
  return (runbook?.order ?? [])
    .filter(({ engines }) => engines === undefined || engines.includes(engine.id))
    .flatMap(({ interface: of, after }) => after.map((needs) => ({ of, needs })));
}

/** Needs by key, whichever way they were told; those of something unknown are left out. */
function idsOf({ interfaces }: RunbookInput, needs: readonly ActivationNeed[]): ActivationNeed[] {
  const keysOf = (named: string): string[] => {
    if (interfaces.some(({ key }) => key === named)) return [named];
    return interfaces.flatMap(({ key, name }) => (name === named ? [key] : []));
  };
  return needs.flatMap(({ of, needs: need }) =>
    keysOf(of).flatMap((id) => keysOf(need).map((other) => ({ of: id, needs: other }))),
  );
}

function warningsOf(input: RunbookInput, cycles: number, open: number): string[] {
  const { runbook, source, interfaces } = input;
  const known = new Set(interfaces.map(({ name }) => name));
  const unknown = [...new Set(ordersOf(input).flatMap(({ of, needs }) => [of, needs]))].filter(
    (name) => !known.has(name),
  );
  return [
    ...(runbook === undefined
      ? ["policy/runbook.yaml cannot be read: contacts, checks and steps are missing here."]
      : []),
    ...((runbook?.contacts ?? []).length === 0 && runbook !== undefined
      ? ["policy/runbook.yaml names no contact."]
      : []),
    ...(open === 0 ? [] : [`Manual checks that are overdue, or were never done: ${open}.`]),
    ...(source === null ? ["Nothing is stored of this engine, so no order of activation can be given."] : []),
    ...(unknown.length === 0
      ? []
      : [`policy/runbook.yaml orders what the engine does not have: ${unknown.join(", ")}.`]),
    ...(cycles === 0
      ? []
      : ["Some interfaces wait for one another: begin with the first of each such group, and look."]),
  ];
}
