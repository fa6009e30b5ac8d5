import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { parseRecord } from "#services/core/seal/parse-record";
import { listTree } from "#services/stores/git/list-tree";
import { readObjects, streamObjects } from "#services/stores/git/read-objects";
import { checkObjectId, LEDGER_REF } from "#services/stores/git/refs";
import { findCommit } from "#services/stores/git/resolve-commit";
import { dayPath, findDay, indexPath, isIndexed } from "./ledger-paths.js";

/** Which records to give. */
export interface RecordFilter {
  readonly type?: LedgerRecord["type"];
  readonly limit?: number;
  /** Only records of a smaller number. */
  readonly before?: number;
  /** A commit of the ledger: only records that it holds. Default: its end when the walk begins. */
  readonly upTo?: string;
  /** Only runs that name this engine. The others are not even read, so that one engine of a hundred costs what one of ten does. */
  readonly engineId?: string;
  /** Only among so many of the newest records of the type. */
  readonly among?: number;
}

/** Gives records newest first, a day's file at a time, as the ledger stood when the walk began. @throws LockstepError `ledger-broken` */
export async function* readRecords(
  gitDir: string,
  filter: RecordFilter = {},
): AsyncGenerator<LedgerRecord, void, undefined> {
  const { type, limit = Number.POSITIVE_INFINITY } = filter;
  const walk = type !== undefined && isIndexed(type) ? walkIndex(gitDir, type, filter) : walkDays(gitDir, filter);
  let given = 0;
  for await (const record of walk) {
    if (given++ >= limit) return;
    yield record;
  }
}

async function* walkDays(
  gitDir: string,
  { type, engineId, upTo, before = Number.POSITIVE_INFINITY, among = Number.POSITIVE_INFINITY }: RecordFilter,
): AsyncGenerator<LedgerRecord, void, undefined> {
  let passed = 0;
  const head = upTo === undefined ? await findCommit(gitDir, LEDGER_REF) : checkObjectId(upTo);
  if (head === undefined) return;
  const items = await listTree(gitDir, head, "files");
  const days = items.flatMap(({ path }) => findDay(path) ?? []).reverse();
  for (const day of days) {
    for (const { text, place } of (await readDay(gitDir, head, day)).reverse()) {
      if (type !== undefined && !text.includes(`"type":"${type}"`)) continue;
      if (numberOf(text) >= before) continue;
      if (passed++ >= among) return;
      if (engineId !== undefined && !text.includes(`"engineId":"${engineId}"`)) continue;
      const record = parseRecord(text, place);
      if (record.seq < before && (type === undefined || record.type === type)) yield record;
    }
  }
}

/** Told without reading the line as a whole: its keys stand in order. What says none is read. */
function numberOf(line: string): number {
  return Number(/,"seq":(\d+),"type":"[^"]*"\}$/.exec(line)?.[1] ?? -1);
}

async function* walkIndex(
  gitDir: string,
  type: LedgerRecord["type"],
  { upTo, before = Number.POSITIVE_INFINITY }: RecordFilter,
): AsyncGenerator<LedgerRecord, void, undefined> {
  // Days only grow: what an index names stands in every later commit of the ledger too.
  const head = upTo === undefined ? LEDGER_REF : checkObjectId(upTo);
  const [index] = await readObjects(gitDir, [`${head}:${indexPath(type)}`]);
  if (index === undefined) return;
  const places = (index?.bytes.toString("utf8") ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map(parsePlace)
    .filter(({ seq }) => seq < before)
    .reverse();
  let opened: { readonly day: string; readonly records: ReadonlyMap<number, LedgerRecord> } | undefined;
  for (const { seq, day } of places) {
    if (opened?.day !== day) opened = { day, records: await readTypeOfDay(gitDir, head, day, type) };
    const record = opened.records.get(seq);
    if (record === undefined)
      throw new LockstepError("ledger-broken", `record ${seq} does not stand in ${dayPath(day)}`);
    yield record;
  }
}

async function readTypeOfDay(
  gitDir: string,
  head: string,
  day: string,
  type: LedgerRecord["type"],
): Promise<ReadonlyMap<number, LedgerRecord>> {
  const lines = (await readDay(gitDir, head, day)).filter(({ text }) => text.includes(`"type":"${type}"`));
  const records = lines.map(({ text, place }) => parseRecord(text, place)).filter((record) => record.type === type);
  return new Map(records.map((record) => [record.seq, record]));
}

function parsePlace(line: string): { readonly seq: number; readonly day: string } {
  const [, seq, day] = /^\{"seq":(\d+),"day":"(\d{4}\/\d{2}\/\d{2})"\}$/.exec(line) ?? [];
  if (seq === undefined || day === undefined)
    throw new LockstepError("ledger-broken", "an index of the ledger is broken");
  return { seq: Number(seq), day };
}

async function readDay(gitDir: string, head: string, day: string): Promise<LedgerLine[]> {
  const [object] = await readObjects(gitDir, [`${head}:${dayPath(day)}`]);
  if (object === undefined) throw new LockstepError("ledger-broken", `${dayPath(day)} is missing`);
  return splitLines(dayPath(day), object.bytes.toString("utf8"));
}

/** A line and where it stands. */
export interface LedgerLine {
  readonly text: string;
  readonly place: string;
}

/** Gives every line of the ledger, oldest first, a file at a time. */
export async function* walkLines(
  gitDir: string,
  files: readonly { readonly path: string; readonly id: string }[],
): AsyncGenerator<LedgerLine, void, undefined> {
  let index = 0;
  for await (const object of streamObjects(
    gitDir,
    files.map(({ id }) => id),
  )) {
    const path = files[index++]?.path ?? "";
    yield* splitLines(path, object?.bytes.toString("utf8") ?? "");
  }
}

function splitLines(path: string, text: string): LedgerLine[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, index) => ({ text: line, place: `${path} line ${index + 1}` }));
}
