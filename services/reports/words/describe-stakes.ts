import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import type { ReadinessReason } from "#schemas/readiness";
import { orderFindings } from "../findings/order-findings.js";
import { blockingFindings } from "../findings/set-aside-findings.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";

/** How many flows are told with what is at stake; the others by name. */
const TOLD = 3;

/**
 * What is at stake in each flow of the worst tier that is not ready, and how many findings and flows there are in all. `undefined`
 * where no finding blocks.
 */
export function describeStakes(engine: EngineReport): string | undefined {
  const findings = orderFindings(blockingFindings(engine));
  const [worst] = findings;
  if (worst === undefined) return undefined;
  const others = otherReasons(engine);
  const stakes = [...findings.map(ofFinding), ...others.flatMap(ofReason)].filter(({ tier }) => tier <= worst.tier);
  const flows = [...new Map(stakes.toReversed().map((stake) => [flowOf(stake), stake])).values()]
    .toReversed()
    .toSorted((a, b) => stakes.indexOf(a) - stakes.indexOf(b));
  const told = flows.slice(0, TOLD).map((stake) => `${flowOf(stake)}: ${stake.what}`);
  const rest = flows.slice(TOLD).map((stake) => flowOf(stake));
  const more =
    rest.length === 0 ? [] : [`Also not ready: ${rest.slice(0, 10).join("; ")}${rest.length > 10 ? "; …" : ""}.`];
  return [...told, ...more, describeNumbers(engine, findings.length, others)].join(" ");
}

interface Stake {
  readonly flow: string;
  readonly tier: number;
  /** In sentences. */
  readonly what: string;
}

function ofFinding({ flow, tier, meaning }: Finding): Stake {
  return { flow, tier, what: endSentence(cutText(meaning, 300)) };
}

function ofReason({ flow, tier, message }: ReadinessReason): readonly Stake[] {
  return flow === undefined || tier === undefined ? [] : [{ flow, tier, what: endSentence(cutText(message, 300)) }];
}

function flowOf({ flow, tier }: Stake): string {
  return `${cutText(flow, 80)}, tier ${tier}`;
}

/** Reasons of which no finding speaks, such as a channel that is not deployed. */
function otherReasons({ readiness }: EngineReport): readonly ReadinessReason[] {
  return readiness.reasons.filter(({ verdict, findings }) => verdict === "not-ready" && findings.length === 0);
}

/** Flows are counted as the table of flows does, where there is one. */
function describeNumbers(engine: EngineReport, findings: number, others: readonly ReadinessReason[]): string {
  const { byFlow } = engine.readiness;
  const named = [...blockingFindings(engine), ...others].flatMap(({ flow }) => (flow === undefined ? [] : [flow]));
  const inTable = Object.values(byFlow).filter(({ verdict }) => verdict === "not-ready").length;
  const flows = Object.keys(byFlow).length === 0 ? new Set(named).size : inTable;
  const where = flows === 0 ? "" : `, in ${count(flows, "flow")}`;
  if (others.length === 0) return `${count(findings, "finding blocks", "findings block")} it${where}.`;
  return `${count(findings, "finding")} and ${count(others.length, "other reason")} block it${where}.`;
}
