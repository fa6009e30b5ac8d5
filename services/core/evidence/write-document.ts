import type { ComplianceReport } from "#schemas/api/compliance-report";
import type { ControlRow } from "#schemas/control-row";
import type { EvidenceDocument, EvidenceIntegrity } from "#schemas/evidence-document";
import { bands } from "../compliance/bands.js";
import { findMarkers } from "../compliance/find-markers.js";
import { tellCompliance } from "../compliance/tell-compliance.js";
import { parseAllowedSigners } from "../seal/allowed-signers.js";
import { measurePeriod } from "../service-levels/measure-month.js";
import { compareText } from "../text/compare-text.js";
import type { EvidenceMaterial } from "./material.js";
import { type RowsOfPack, rowsOfPack, tablesOf } from "./rows-of-pack.js";
import type { Signal } from "./signals.js";
import { tellScope } from "./tell-scope.js";
import { tellSignals } from "./tell-signals.js";

/** Writes everything that a pack says. `mapSignals` puts what was observed beside the outcomes of the edition that the parameters pin. */
export function writeDocument(
  material: EvidenceMaterial,
  mapSignals: (signals: readonly Signal[]) => readonly ControlRow[],
): EvidenceDocument {
  const rows = rowsOfPack(material);
  return {
    schema: "lockstep/evidence@1",
    parameters: material.parameters,
    ...tellScope(rows, material),
    tables: tablesOf(rows),
    compliance: complianceOf(material),
    figures: figuresOf(rows, material),
    controls: [...mapSignals(tellSignals(rows, material))],
    integrity: integrityOf(material),
  };
}

function complianceOf({ gathered, rules, parameters }: EvidenceMaterial): ComplianceReport {
  const runs = rules.map(({ from: at, commit: policyCommit }) => ({ at, policyCommit }));
  const files = new Map(rules.map((version) => [version.commit, version.files]));
  const markers = [...findMarkers(runs, files), ...gathered.readers].sort((a, b) => compareText(a.at, b.at));
  const { period, points } = gathered;
  return tellCompliance(bands(points, { engineIds: parameters.engines, period, markers }));
}

function figuresOf({ coverage }: RowsOfPack, { gathered, governed, parameters, rules }: EvidenceMaterial) {
  const total = (key: "due" | "missed"): number => coverage.reduce((sum, row) => sum + Number(row[key] ?? 0), 0);
  const facts = {
    period: gathered.period,
    engineCount: parameters.engines.length,
    totals: gathered.totals,
    decisions: gathered.decisions,
    waivers: rules.at(-1)?.policy?.waivers,
    schedule: gathered.dueSince.size === 0 ? undefined : { due: total("due"), missed: total("missed") },
  };
  return [...measurePeriod(facts, governed.serviceLevels ?? {})];
}

function integrityOf({ gathered, parameters, allowedSigners, notes }: EvidenceMaterial): EvidenceIntegrity {
  return {
    records: gathered.records,
    head: parameters.head,
    keys: parseAllowedSigners(allowedSigners).map(({ fingerprint, from, until }) => ({ fingerprint, from, until })),
    anchors: gathered.anchors.map((anchor) => ({ ...anchor })),
    clocks: gathered.clocks
      .toSorted((a, b) => compareText(a.engineId, b.engineId) || compareText(a.nodeId, b.nodeId))
      .map((clock) => ({ ...clock })),
    notes: [...disturbances(gathered.kept), ...notes],
  };
}

function disturbances(kept: EvidenceMaterial["gathered"]["kept"]): readonly string[] {
  const purges = (kept.get("purge") ?? []).map(
    ({ seq, at, actor }) =>
      `Record ${seq} of ${at}: ${actor} removed content that may not be kept; its digests stay on record.`,
  );
  const restores = (kept.get("restore-accepted") ?? []).map(
    ({ seq, at, actor }) =>
      `Record ${seq} of ${at}: ${actor} let a record that was restored from a backup count again.`,
  );
  return [...purges, ...restores];
}
