import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { LedgerRecord } from "#schemas/ledger-record";
import { settingsFor } from "#services/config";
import { openLedger } from "#services/stores/ledger/open-ledger";
import { gitAsOutsider } from "#test/fakes/git-as-outsider";
import { type Nights, startNights } from "#test/fakes/nights";
import { growSealedLedger } from "./grow-sealed-ledger.js";
import { nextMessage, startProcess } from "./start-process.js";

/** What an evidence pack of a long record costs to make and to check. */
export interface EvidenceFigures {
  readonly records: number;
  /** Of the pack, and of what it holds when it is unpacked. */
  readonly packBytes: number;
  readonly unpackedBytes: number;
  readonly pack: EvidenceCost;
  /** By `lockstep evidence verify`. */
  readonly verify: EvidenceCost;
  /** By the verifier inside the pack. */
  readonly alone: EvidenceCost;
  /** The floor: what is packed is unpacked once and hashed. */
  readonly hash: EvidenceCost;
}

export interface EvidenceCost {
  readonly ms: number;
  /** Resident at most, of its process without git's. */
  readonly peakMegabytes: number;
}

/** One thing to do with a pack, in a process of its own. */
export interface EvidenceStep {
  readonly what: "pack" | "verify" | "alone" | "hash";
  readonly estate: string;
  readonly file: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** The time of making, as an instant. */
  readonly at: string;
  /** Fingerprint of the estate's key; empty while it is not known. */
  readonly key: string;
}

export interface MeasuredStep extends EvidenceCost {
  readonly outcome: string;
}

const START = "2026-06-01T10:00:00.000Z";
const DAY_MS = 86_400_000;
const RECORDS_OF_A_DAY = 700;

/** Measures packs of a few days, with a checked engine in them, over ledgers that went on growing after them. */
export async function benchEvidence({ sizes = [25_000, 250_000] } = {}): Promise<readonly EvidenceFigures[]> {
  const figures: EvidenceFigures[] = [];
  for (const records of sizes) figures.push(await measurePack(records));
  return figures;
}

async function measurePack(records: number): Promise<EvidenceFigures> {
  await using nights = await startNights({ startsAt: START });
  await nights.check();
  await nights.adopt();
  await nights.check();
  const lastDay = nights.now().toISOString().slice(0, 10);
  const { storeDir: gitDir, signingKeyFile, ledgerMarkFolder } = settingsFor(nights.estate.folder, process.env);
  const context = { gitDir, signingKeyFile, ledgerMarkFolder, now: nights.now };
  const git = (...args: string[]): Promise<string> => gitAsOutsider(gitDir, ...args);
  await growSealedLedger(
    { context, git, ledger: openLedger(context) },
    { records, bodyOf: await laterRuns(nights), recordsOfADay: RECORDS_OF_A_DAY },
  );
  const at = new Date(nights.now().getTime() + (records / RECORDS_OF_A_DAY + 2) * DAY_MS).toISOString();
  const file = join(nights.estate.folder, "..", "pack.zip");
  const about = { estate: nights.estate.folder, file, firstDay: START.slice(0, 10), lastDay, at };
  const run = async (what: EvidenceStep["what"], key = ""): Promise<MeasuredStep> =>
    (await nextMessage(startProcess("evidence-process", [JSON.stringify({ what, ...about, key })]))) as MeasuredStep;
  const pack = await run("pack");
  const verify = await run("verify", pack.outcome);
  const alone = await run("alone", pack.outcome);
  assert.deepEqual([verify.outcome, alone.outcome], ["holds", "0"]);
  const hash = await run("hash");
  const { size: packBytes } = await stat(file);
  return { records, packBytes, unpackedBytes: Number(hash.outcome), pack, verify, alone, hash };
}

/** A run of later days, at which no engine was due: what a record costs, and not what deriving a verdict does. */
async function laterRuns({ estate, now }: Nights): Promise<(run: number) => LedgerRecord["body"]> {
  for await (const { body } of estate.app.ledger.records({ type: "run", limit: 1 })) {
    const from = now().getTime() + 2 * DAY_MS;
    return (run) => ({
      ...body,
      engines: [],
      at: new Date(from + (run / RECORDS_OF_A_DAY) * DAY_MS).toISOString(),
    });
  }
  throw new Error("nothing was recorded of the checks");
}
