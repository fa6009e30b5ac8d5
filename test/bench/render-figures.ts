import { availableParallelism, cpus } from "node:os";
import type { CommitFigures } from "./bench-commit.js";
import type { EvidenceFigures } from "./bench-evidence.js";
import type { FleetFigures } from "./bench-fleet.js";
import type { GateFigures, Percentiles } from "./bench-gate.js";
import type { HistoryFigures } from "./bench-history.js";
import type { LedgerFigures } from "./bench-ledger.js";
import type { MatchingFigures } from "./bench-matching.js";
import type { ProductNight } from "./measure-product.js";
import type { NightFigures } from "./measure-size.js";

export interface BenchFigures {
  readonly products: readonly ProductNight[];
  readonly nights: readonly NightFigures[];
  readonly commit: CommitFigures;
  readonly history: HistoryFigures;
  readonly ledger: LedgerFigures;
  readonly matching: readonly MatchingFigures[];
  readonly gate: GateFigures;
  readonly fleet: readonly FleetFigures[];
  readonly evidence: readonly EvidenceFigures[];
}

/** Renders the figures as Markdown tables, as `docs/benchmarks.md` holds them. */
export function renderFigures({
  products,
  nights,
  commit,
  history,
  ledger,
  matching,
  gate,
  fleet,
  evidence,
}: BenchFigures): string {
  const { artefacts, firstMs, onePercentMs, unchangedMs, appendMs } = commit;
  return [
    `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "processor"}`,
    "",
    table(
      [
        "two nodes",
        "channels",
        "floor",
        "check",
        "ratio",
        "script",
        "ratio",
        "peak memory",
        "MB/s",
        "processor: floor",
        "check",
        "ratio",
      ],
      nights.map(nightRow),
    ),
    "",
    table(
      [
        "two nodes",
        "product",
        "of",
        "downloaded",
        "floor",
        "check",
        "ratio",
        "peak memory",
        "processor: floor",
        "check",
      ],
      products.map(productRow),
    ),
    "",
    table(
      ["what a check waited for", "channels", "collect", "parse", "git", "ledger", "findings"],
      nights.map(stageRow),
    ),
    "",
    table(
      [
        "a night on two threads",
        "engines",
        "first night",
        "an engine",
        "later night",
        "an engine",
        "ratio",
        "processor, an engine",
      ],
      fleet.map((figures) => fleetRow(figures, fleet[0])),
    ),
    "",
    table(
      ["evidence pack of", "unpacked", "packed", "act", "time", "ratio to hashing", "peak memory"],
      evidence.flatMap(evidenceRows),
    ),
    "",
    table(
      ["estate repository", "ms"],
      [
        [`first snapshot of ${artefacts} artefacts`, `${firstMs}`],
        [`snapshot in which 1 % of ${artefacts} artefacts changed`, `${onePercentMs}`],
        [`snapshot in which nothing changed`, `${unchangedMs}`],
        [`one ledger record`, `${appendMs}`],
        [`history of one artefact over ${history.snapshots} snapshots`, `${history.historyMs}`],
        [`the same without changed-path filters`, `${history.withoutFiltersMs}`],
        [`one ledger record where there are ${ledger.records}`, `${ledger.appendGrownMs}`],
        [`the newest hundred of them`, `${ledger.newestMs}`],
        [`the last approval among them`, `${ledger.lastApprovalMs}`],
        [`commit graph of all snapshots, and after one more`, `${history.graphMs}, ${history.graphAgainMs}`],
      ],
    ),
    "",
    table(["changes", "tickets", "floor", "matching", "ratio", "for one change"], matching.map(matchingRow)),
    "",
    gateSentence(gate),
    "",
    table(
      ["asked while checks run", "requests", "half within", "99 % within", "the slowest"],
      [gateRow("a constant", gate.floor), gateRow("the gate", gate.gate)],
    ),
    "",
  ].join("\n");
}

function gateSentence({ seconds, perSecond, checks, flips, statuses, wrong, longestMs }: GateFigures): string {
  const answered = Object.entries(statuses).map(([status, count]) => `${count} × ${status === "0" ? "none" : status}`);
  return [
    `The gate: ${perSecond} a second for ${seconds} s, ${checks} checks, ${flips} flips; answers: ${answered.join(", ")}.`,
    `Ready more than 5 s after the record said otherwise: ${wrong}; the longest it stood: ${longestMs} ms.`,
  ].join("\n");
}

function gateRow(what: string, { requests, p50Ms, p99Ms, mostMs }: Percentiles): string[] {
  return [what, `${requests}`, ...[p50Ms, p99Ms, mostMs].map((ms) => `${ms.toFixed(1)} ms`)];
}

function matchingRow({ changes, tickets, floorMs, matchMs }: MatchingFigures): string[] {
  const each = `${((matchMs / changes) * 1000).toFixed(0)} µs`;
  const ratio = `${(matchMs / floorMs).toFixed(2)} ×`;
  return [`${changes}`, `${tickets}`, milliseconds(floorMs), milliseconds(matchMs), ratio, each];
}

function evidenceRows(figures: EvidenceFigures): readonly (readonly string[])[] {
  const { records, unpackedBytes, packBytes, hash } = figures;
  const acts = { hashing: hash, making: figures.pack, verifying: figures.verify, "verifying alone": figures.alone };
  return Object.entries(acts).map(([act, { ms, peakMegabytes }]) => [
    `${records} records`,
    `${(unpackedBytes / 1e6).toFixed(0)} MB`,
    `${(packBytes / 1e6).toFixed(0)} MB`,
    act,
    milliseconds(ms),
    (ms / hash.ms).toFixed(1),
    `${peakMegabytes.toFixed(0)} MB`,
  ]);
}

function fleetRow(
  { engines, channelsEach, firstMsEach, laterMsEach, laterProcessorMsEach }: FleetFigures,
  least: FleetFigures | undefined,
): readonly string[] {
  const ratio = least === undefined ? 1 : laterMsEach / least.laterMsEach;
  return [
    `${channelsEach} channels each`,
    `${engines}`,
    `${((firstMsEach * engines) / 1000).toFixed(0)} s`,
    `${firstMsEach} ms`,
    `${((laterMsEach * engines) / 1000).toFixed(0)} s`,
    `${laterMsEach} ms`,
    ratio.toFixed(2),
    `${laterProcessorMsEach} ms`,
  ];
}

function nightRow({ night, channels, floor, check, shell }: NightFigures): string[] {
  const megabytes = (floor.bytes ?? 0) / 1e6;
  return [
    night,
    `${channels}`,
    milliseconds(floor.ms),
    milliseconds(check.ms),
    `${(check.ms / floor.ms).toFixed(2)} ×`,
    milliseconds(shell.ms),
    `${(shell.ms / floor.ms).toFixed(2)} ×`,
    `${Math.round(check.peakMegabytes)} MB`,
    (megabytes / (check.ms / 1000)).toFixed(0),
    milliseconds(floor.cpuMs),
    milliseconds(check.cpuMs),
    `${(check.cpuMs / floor.cpuMs).toFixed(2)} ×`,
  ];
}

function productRow({ night, product, what, floor, check }: ProductNight): string[] {
  return [
    night,
    product,
    what,
    `${((floor.bytes ?? 0) / 1e6).toFixed(1)} MB`,
    milliseconds(floor.ms),
    milliseconds(check.ms),
    `${(check.ms / floor.ms).toFixed(2)} ×`,
    `${Math.round(check.peakMegabytes)} MB`,
    milliseconds(floor.cpuMs),
    milliseconds(check.cpuMs),
  ];
}

function stageRow({ night, channels, check }: NightFigures): string[] {
  const { collectMs = 0, parseMs = 0, gitMs = 0, ledgerMs = 0 } = check.stages ?? {};
  return [night, `${channels}`, ...[collectMs, parseMs, gitMs, ledgerMs].map(milliseconds), `${check.findings ?? 0}`];
}

function milliseconds(ms: number): string {
  return `${Math.round(ms)} ms`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? cell).length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
