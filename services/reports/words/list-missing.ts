import type { AdviceItem } from "#schemas/advice";
import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import type { ReadinessReason } from "#schemas/readiness";
import { orderFindings } from "../findings/order-findings.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";
import { describeCase } from "./describe-finding.js";

/** What a standby will lack or do otherwise than production. */
export interface Missing {
  /** The lowest tier first, in it the most severe first. */
  readonly items: readonly AdviceItem[];
  readonly omitted: number;
  /** How much in all, by tier. */
  readonly byTier: Readonly<Record<string, number>>;
}

/** So many are told one by one: whoever is in an emergency reads no more. */
const MOST = 100;

/** Lists what differs between production and standby now, also what was waived: a permission does not mend a standby. */
export function listMissing({ findings, readiness, baseline }: EngineReport): Missing {
  const differing = orderFindings(findings.filter(differsNow));
  const standing = readiness.reasons.filter(({ code, verdict }) => code === "operability" && verdict !== "ready");
  const all = [
    ...differing.map((finding) => ofFinding(finding, baseline !== null)),
    ...standing.map(ofReason),
  ].toSorted((a, b) => a.tier - b.tier);
  const byTier: Record<string, number> = {};
  for (const { tier } of all) byTier[tier] = (byTier[tier] ?? 0) + 1;
  return { items: all.slice(0, MOST), omitted: Math.max(0, all.length - MOST), byTier };
}

function differsNow({ case: driftCase, explainedBy }: Finding): boolean {
  if (driftCase === "in-lockstep" || driftCase === "both-changed") return false;
  return explainedBy?.by !== "expected-difference";
}

function ofFinding(finding: Finding, hasBaseline: boolean): AdviceItem {
  const { tier, flow, owner, artefact, meaning, id } = finding;
  return {
    tier,
    flow: cutText(flow, 80),
    what: cutText(artefact.name, 120),
    how: endSentence(describeCase(finding.case, hasBaseline)),
    meaning: cutText(meaning, 300),
    owner: cutText(owner, 120),
    finding: id,
  };
}

function ofReason({ tier = 1, flow = "", message, owner, action }: ReadinessReason): AdviceItem {
  const what = cutText(message, 300);
  return {
    tier,
    flow: cutText(flow, 80),
    what,
    how: cutText(action, 300),
    meaning: "",
    owner: cutText(owner, 120),
    finding: "",
  };
}
