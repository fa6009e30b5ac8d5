import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { EngineRun, Run } from "#schemas/run";
import type { App } from "#services/app";
import { readBranches } from "#services/stores/git/read-branches";
import type { RecordedStep } from "./find-gate-mistakes.js";
import { gitAsOutsider } from "./git-as-outsider.js";

/** Sees when each record came to stand in a ledger, whoever wrote it. */
export interface LedgerWitness extends AsyncDisposable {
  /** What stands there about engines now, in the order of the ledger. */
  steps(): Promise<readonly RecordedStep[]>;
}

/** A commit first seen at the end of the ledger: it came between the two looks. */
interface SeenHead {
  readonly commit: string;
  readonly after: number;
  readonly by: number;
}

const LOOK_MS = 25;

/** Looks at the end of an estate's ledger until it is disposed of. Only git's own files are read: what is witnessed tells nothing itself. */
export function witnessLedger({ settings: { storeDir }, ledger }: Pick<App, "settings" | "ledger">): LedgerWitness {
  const heads: SeenHead[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isOver = false;

  async function look(): Promise<void> {
    const began = performance.now();
    const commit = await readHead(storeDir);
    if (commit !== heads.at(-1)?.commit) heads.push({ commit, after: lookedAt, by: performance.now() });
    lookedAt = began;
  }

  async function lookOn(): Promise<void> {
    while (!isOver) await Promise.all([look(), sleep(LOOK_MS)]);
  }

  const looking = lookOn();
  return {
    async steps() {
      const records: LedgerRecord[] = [];
      for await (const record of ledger.records()) records.unshift(record);
      const listed = await gitAsOutsider(storeDir, "rev-list", "--reverse", "refs/heads/ledger");
      const commits = listed.split("\n");
      assert.equal(records.length, commits.length, "each commit of the ledger seals one record");
      const places = heads.map((head) => ({ ...head, place: commits.indexOf(head.commit) }));
      const never = { after: lookedAt, by: Number.POSITIVE_INFINITY };
      return records.flatMap((record, index) => {
        const { after, by } = places.find(({ place }) => place >= index) ?? never;
        return aboutEngines(record).map((about) => ({ ...about, after, by }));
      });
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      await looking;
    },
  };
}

async function readHead(storeDir: string): Promise<string> {
  const text = await readFile(join(storeDir, "refs/heads/ledger"), "utf8").catch(() => "");
  // Packed, or being written: the reader of the product knows where else to look.
  return text.trim() || ((await readBranches(storeDir))["ledger"] ?? "");
}

function aboutEngines({ type, at, body }: LedgerRecord): readonly Omit<RecordedStep, "after" | "by">[] {
  if (type === "run") return (body as Run).engines.map(stepOf);
  const { engineId } = body;
  if (type !== "baseline-adopted" || typeof engineId !== "string") return [];
  return [{ engineId, at, verdict: "unknown", asOf: undefined, expiresAt: "" }];
}

function stepOf({ engineId, at, verdict, looks, expiresAt }: EngineRun): Omit<RecordedStep, "after" | "by"> {
  const taken = looks.flatMap(({ takenAt }) => takenAt ?? []).sort();
  return { engineId, at, verdict, expiresAt, asOf: taken.length < looks.length ? undefined : taken[0] };
}
