import type { LedgerRecord } from "#schemas/ledger-record";
import { bandOfRun, type CompliancePoint } from "#services/core/compliance/band-of-run";
import { bands, type ComplianceMarker, type ComplianceOverTime } from "#services/core/compliance/bands";
import { findMarkers, type RunUnderPolicy } from "#services/core/compliance/find-markers";
import type { Period } from "#services/core/compliance/spans-of";
import { digestOf } from "#services/core/text/digest";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { bodyOfRun } from "../look/look-history.js";

/** What compliance is read from: the ledger, and by which policy each run was judged. */
export interface ComplianceContext {
  readonly ledger: Pick<Ledger, "records">;
  readonly repository: Pick<EstateRepository, "governedAt">;
  readonly signal?: AbortSignal;
}

/** Whose compliance, and when. */
export interface ComplianceAsked {
  readonly engineIds: readonly string[];
  readonly period: Period;
  readonly slices?: number;
}

const DAY_MS = 86_400_000;
/** How long before a period a run may lie that still speaks of its beginning. */
const BEFORE_MS = 62 * DAY_MS;

/** How engines stood over a time, from what is recorded. A year of nightly runs of a hundred engines takes some seconds. */
export async function readCompliance(
  { engineIds, period, slices }: ComplianceAsked,
  context: ComplianceContext,
): Promise<ComplianceOverTime> {
  const points: CompliancePoint[] = [];
  const runs: RunUnderPolicy[] = [];
  const open = new Set(engineIds);
  for await (const record of context.ledger.records({ type: "run" })) {
    context.signal?.throwIfAborted();
    const at = Date.parse(record.at);
    if (at >= period.to) continue;
    if (at < period.from - BEFORE_MS || (at < period.from && open.size === 0)) break;
    const run = bodyOfRun(record);
    runs.push({ at: run.at, policyCommit: run.policyCommit });
    for (const engine of run.engines) {
      points.push(bandOfRun(engine));
      if (at < period.from) open.delete(engine.engineId);
    }
  }
  const markers = [...findMarkers(runs, await readPolicies(runs, context)), ...(await readReaders(period, context))];
  return bands(points, { engineIds, period, markers, ...(slices === undefined ? {} : { slices }) });
}

/** The governed files at each commit that runs were judged by. */
async function readPolicies(
  runs: readonly RunUnderPolicy[],
  { repository }: ComplianceContext,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const read = new Map<string, ReadonlyMap<string, string>>();
  for (const commit of new Set(runs.map(({ policyCommit }) => policyCommit))) {
    const { files } = await repository.governedAt(commit);
    read.set(commit, new Map([...files].map(([path, text]) => [path, digestOf(text)])));
  }
  return read;
}

async function readReaders({ from, to }: Period, { ledger }: ComplianceContext): Promise<readonly ComplianceMarker[]> {
  const markers: ComplianceMarker[] = [];
  for await (const record of ledger.records({ type: "reader-changed" })) {
    const at = Date.parse(record.at);
    if (at < from) break;
    if (at < to) markers.push(readerMarker(record));
  }
  return markers.reverse();
}

function readerMarker({ at, body }: LedgerRecord): ComplianceMarker {
  const { engineId, dialect } = body;
  const detail = typeof dialect === "string" ? [dialect] : [];
  return { at, what: "reader", engineId: typeof engineId === "string" ? engineId : null, detail };
}
