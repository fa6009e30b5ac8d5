import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { EngineRun, Run } from "#schemas/run";
import type { Occasion } from "#schemas/schedule";
import { bandOfRun, type CompliancePoint } from "../compliance/band-of-run.js";
import type { ComplianceMarker } from "../compliance/bands.js";
import { gatherPoints } from "../compliance/gather-points.js";
import type { Period } from "../compliance/spans-of.js";
import { type Decision, decisionOf } from "../service-levels/decisions.js";
import { addUpPeriod, type PeriodTotals } from "../service-levels/period-totals.js";
import { type AccessRow, actOf } from "./act-of.js";
import { textIn } from "./body-values.js";
import { daysBetween } from "./evidence-days.js";
import { type EngineDay, gatherDays } from "./gather-days.js";
import { gatherPopulation, type SeenChange, type SeenPassing } from "./gather-population.js";
import { gatherRules, type RuleVersion } from "./gather-rules.js";
import { inTurn } from "./in-turn.js";

/** A decision, and the record that says whose it was. */
export interface RecordedDecision extends Decision {
  readonly seq: number;
  readonly by: string;
  /** For example `adopted`, `restore-agreed`, `waived`. */
  readonly what: string;
}

/** The last check of an engine in a period. */
export interface LastCheck {
  readonly seq: number;
  readonly run: Run;
  readonly engineRun: EngineRun;
}

/** Everything that the ledger tells of a period, put together in one pass. */
export interface Gathered {
  readonly period: Period;
  /** Records up to the head, and the last of each month. */
  readonly records: number;
  readonly anchors: readonly { readonly month: string; readonly seq: number; readonly hash: string }[];
  readonly runs: number;
  readonly verdicts: number;
  readonly days: readonly EngineDay[];
  readonly changes: readonly SeenChange[];
  readonly passing: readonly SeenPassing[];
  readonly rules: readonly RuleVersion[];
  readonly points: readonly CompliancePoint[];
  readonly readers: readonly ComplianceMarker[];
  readonly totals: PeriodTotals;
  readonly decisions: readonly RecordedDecision[];
  readonly acts: readonly AccessRow[];
  /** Runs of the period that a schedule made due. */
  readonly met: readonly (Occasion & { readonly engineId: string })[];
  /** The first run of each schedule and engine on record, as `schedule\0engine`: since when it was due. */
  readonly dueSince: ReadonlyMap<string, string>;
  readonly last: ReadonlyMap<string, LastCheck>;
  /** By engine: the newest record of an approval. */
  readonly baselines: ReadonlyMap<string, LedgerRecord>;
  /** Whole records, of the kinds of which rows are made. */
  readonly kept: ReadonlyMap<KeptType, readonly LedgerRecord[]>;
  /** The tickets of a drop folder, as they were last kept. */
  readonly ticketSnapshot: LedgerRecord | undefined;
  readonly clocks: readonly { readonly engineId: string; readonly nodeId: string; readonly worstMs: number | null }[];
}

/** Kinds of which rows are made, from whenever they are. */
const KEPT_TYPES = [
  "override",
  "exercise",
  "action-raised",
  "action-closed",
  "alignment-planned",
  "alignment-proved",
  "policy-changed",
  "purge",
  "restore-accepted",
  "estate-created",
  "access-reviewed",
] as const;
type KeptType = (typeof KEPT_TYPES)[number];

/** Takes the records of a ledger, oldest first. */
export interface Gatherer {
  take(record: LedgerRecord): void;
  finish(): Gathered;
}

/**
 * Gathers what a ledger tells of a period in one pass, in memory that grows with what happened and not with how often anybody looked. Records from
 * before the period are taken too: what was found then is not found anew. Of those from after it only their number counts.
 */
export function createGatherer(parameters: Pick<EvidenceParameters, "from" | "to" | "zone" | "engines">): Gatherer {
  const { from, to, zone, engines } = parameters;
  const period = { from: Date.parse(from), to: Date.parse(to) };
  const inScope = new Set(engines);
  const parts = {
    days: gatherDays(daysBetween(from, to, zone)),
    population: gatherPopulation(period),
    rules: gatherRules(period),
    points: gatherPoints(),
    totals: addUpPeriod(period, engines),
  };
  const decisions: RecordedDecision[] = [];
  const acts: AccessRow[] = [];
  const readers: ComplianceMarker[] = [];
  const met: (Occasion & { engineId: string })[] = [];
  const dueSince = new Map<string, string>();
  const last = new Map<string, LastCheck>();
  const baselines = new Map<string, LedgerRecord>();
  const kept = new Map<KeptType, LedgerRecord[]>();
  const anchors = new Map<string, Gathered["anchors"][number]>();
  const clocks = new Map<string, Gathered["clocks"][number]>();
  const counts = { records: 0, runs: 0, verdicts: 0 };
  let ticketSnapshot: LedgerRecord | undefined;

  const turns = inTurn<LastCheck>(
    ({ engineRun }) => engineRun,
    (check) => {
      const { engineRun, seq } = check;
      parts.days.take(engineRun, seq);
      parts.population.take(engineRun, seq);
      parts.points.take(bandOfRun(engineRun));
      parts.totals.take(engineRun);
      last.set(engineRun.engineId, check);
    },
  );

  function takeRun(record: LedgerRecord): void {
    // The chain guards what was written.
    const run = record.body as Run;
    const isIn = Date.parse(run.at) >= period.from;
    parts.rules.take(run, record.seq);
    if (isIn) counts.runs++;
    for (const engineRun of run.engines) {
      if (!inScope.has(engineRun.engineId)) continue;
      if (run.occasion !== undefined) takeOccasion(run.occasion, engineRun.engineId, isIn);
      if (isIn) {
        counts.verdicts++;
        noteClocks(engineRun);
      }
      turns.take({ seq: record.seq, run, engineRun });
    }
  }

  function takeOccasion(occasion: Occasion, engineId: string, isIn: boolean): void {
    const key = `${occasion.schedule}\0${engineId}`;
    const first = dueSince.get(key);
    if (first === undefined || occasion.at < first) dueSince.set(key, occasion.at);
    if (isIn) met.push({ ...occasion, engineId });
  }

  function noteClocks({ engineId, looks }: EngineRun): void {
    for (const { nodeId, clockSkewMs } of looks) {
      const key = `${engineId}\0${nodeId}`;
      const known = clocks.get(key)?.worstMs ?? null;
      const isWorse = clockSkewMs !== undefined && Math.abs(clockSkewMs) > Math.abs(known ?? 0);
      const worstMs = clockSkewMs !== undefined && (known === null || isWorse) ? clockSkewMs : known;
      clocks.set(key, { engineId, nodeId, worstMs });
    }
  }

  function keep(type: KeptType, record: LedgerRecord): void {
    const known = kept.get(type);
    if (known === undefined) kept.set(type, [record]);
    else known.push(record);
  }

  function takeOther(record: LedgerRecord): void {
    const engineId = textIn(record.body, "engineId");
    if (engineId !== null && !inScope.has(engineId)) return;
    const { type } = record;
    if (type === "ticket-snapshot") ticketSnapshot = record;
    if (engineId !== null && (type === "baseline-adopted" || type === "reader-changed"))
      baselines.set(engineId, record);
    const keptType = KEPT_TYPES.find((each) => each === (type as string));
    if (keptType !== undefined) keep(keptType, record);
    const decision = decisionOf(record);
    if (decision !== undefined) decisions.push({ ...decision, ...whoseOf(record) });
    if (Date.parse(record.at) < period.from) return;
    if (type === "reader-changed") readers.push(markerOf(record));
    const act = actOf(record);
    if (act !== undefined) acts.push(act);
  }

  return {
    take(record) {
      counts.records++;
      const month = record.at.slice(0, 7);
      anchors.set(month, { month, seq: record.seq, hash: record.hash });
      // A run is recorded after it was judged: what counts is when it was.
      const at = record.type === "run" ? textIn(record.body, "at") : record.at;
      if (!(Date.parse(at ?? record.at) < period.to)) return;
      if (record.type === "run") takeRun(record);
      else takeOther(record);
    },
    finish() {
      turns.finish();
      return {
        ...{ period, ...counts, decisions, acts, readers, met, dueSince, last, baselines, kept, ticketSnapshot },
        anchors: [...anchors.values()],
        clocks: [...clocks.values()],
        days: parts.days.days(engines),
        changes: parts.population.changes(),
        passing: parts.population.passing(),
        rules: parts.rules.versions(),
        points: parts.points.points(),
        totals: parts.totals.totals(),
      };
    },
  };
}

function whoseOf({ type, seq, actor, body }: LedgerRecord): Pick<RecordedDecision, "seq" | "by" | "what"> {
  if (type === "review-decided")
    return { seq, by: textIn(body, "decidedBy") ?? actor, what: textIn(body, "outcome") ?? "" };
  return { seq, by: actor, what: type === "waiver-granted" ? "waived" : "adopted" };
}

function markerOf({ at, body }: LedgerRecord): ComplianceMarker {
  const dialect = textIn(body, "dialect");
  return { at, what: "reader", engineId: textIn(body, "engineId"), detail: dialect === null ? [] : [dialect] };
}
