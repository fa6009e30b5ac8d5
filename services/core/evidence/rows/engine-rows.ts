import type { EngineReport } from "#schemas/check-report";
import type { Engine } from "#schemas/estate";
import { flagIn, textIn } from "../body-values.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

export type EngineRow = RowOf<typeof EVIDENCE_TABLES.engines>;

/** Makes a row of each engine in scope, as it was at the end of the period. */
export function engineRows(material: EvidenceMaterial): readonly EngineRow[] {
  const declared = material.governed.estate?.engines ?? [];
  return material.parameters.engines.map((id) =>
    rowOf(
      id,
      declared.find((engine) => engine.id === id),
      material,
    ),
  );
}

function rowOf(engineId: string, engine: Engine | undefined, { gathered, detailsOf }: EvidenceMaterial): EngineRow {
  const last = gathered.last.get(engineId);
  const details = last === undefined ? undefined : detailsOf(last.seq, engineId);
  const approval = gathered.baselines.get(engineId);
  return {
    ...{ engine: engineId, name: engine?.name ?? null, product: engine?.product ?? null, owner: engine?.owner ?? null },
    versions: listed((details?.nodes ?? []).flatMap(({ engineVersion }) => engineVersion ?? [])),
    nodes: listed((last?.engineRun.looks ?? []).map(({ nodeId, role }) => `${nodeId} ${role}`)),
    ...{
      standbyMode: engine?.standbyMode ?? null,
      items: itemsOf(details?.nodes ?? []),
      tiers: listed(details?.tiers ?? []),
    },
    baseline: approval === undefined ? null : (textIn(approval.body, "digest") ?? textIn(approval.body, "tree")),
    baselineApprover: approval === undefined ? null : textIn(approval.body, "approver"),
    baselineAt: approval === undefined ? null : (textIn(approval.body, "approvedAt") ?? approval.at),
    baselineTicket: approval === undefined ? null : textIn(approval.body, "ticket"),
    baselineReviewed: approval === undefined ? null : flagIn(approval.body, "reviewed"),
    ...{ verdict: last?.engineRun.verdict ?? null, checkedAt: last?.engineRun.at ?? null },
  };
}

/** Of production: a standby may lack some. */
function itemsOf(nodes: EngineReport["nodes"]): number | null {
  const kinds = nodes.find(({ role }) => role === "primary")?.coverage.kinds;
  return kinds === undefined ? null : Object.values(kinds).reduce((sum, count) => sum + count, 0);
}

function listed(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : [...new Set(texts)].join(", ");
}
