import { link, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LockstepError } from "#services/core/errors";
import { type HoldMark, isFree, markOfThisProcess, parseHoldMark } from "./hold-mark.js";

/** A folder that this process alone may use, until released. */
export interface FolderHold {
  /** @throws LockstepError `queue-unavailable` when another took the folder, as after a machine had slept */
  assertHeld(): void;
  release(): Promise<void>;
}

/** How whoever finds the folder held is told of it. */
export interface HoldNames {
  /** What lies in the folder, with its article. */
  readonly what: string;
  readonly remedy: string;
}

const QUEUE: HoldNames = {
  what: "The queue",
  remedy: "Stop the other service, or give both a server of queues with LOCKSTEP_QUEUE_URL.",
};

const BEAT_MS = 5_000;
const MOST_TRIES = 20;

/**
 * Takes a folder for this process, also from one that died. Each hold is a file with the next number, made by a link, which
 * only one can make; the file with the highest number is in force. No file is removed before a higher one stands, so two that
 * find the same dead holder never both succeed it.
 *
 * @throws LockstepError `queue-unavailable` naming the holder
 */
export async function holdFolder(folder: string, names = QUEUE): Promise<FolderHold> {
  const mark = await markOfThisProcess();
  const draft = join(folder, `draft-${mark.nonce}`);
  await writeFile(draft, JSON.stringify(mark), { mode: 0o600 });
  try {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const number = await takeNext(folder, draft, names);
      if (number !== undefined) return keepHold(folder, number, mark);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new LockstepError("queue-unavailable", `Too many processes want the folder ${folder} at once.`);
}

/** Gives the number taken; `undefined` where another was quicker. */
async function takeNext(folder: string, draft: string, names: HoldNames): Promise<number | undefined> {
  const highest = highestOf(await numbersIn(folder));
  if (highest > 0) await assertFree(folder, highest, draft, names);
  const number = highest + 1;
  try {
    await link(draft, fileOf(folder, number));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  }
  const numbers = await numbersIn(folder);
  const kept = highestOf(numbers) === number;
  for (const stale of kept ? numbers.filter((other) => other < number) : [number]) {
    await rm(fileOf(folder, stale), { force: true });
  }
  return kept ? number : undefined;
}

/** The age of a sign of life is taken by the folder's own clock: that of a file written there just now. */
async function assertFree(folder: string, number: number, draft: string, { what, remedy }: HoldNames): Promise<void> {
  const file = fileOf(folder, number);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return;
  const [then, justNow] = [await stat(file).catch(() => undefined), await stat(draft)];
  const silentMs = then === undefined ? Number.POSITIVE_INFINITY : justNow.mtimeMs - then.mtimeMs;
  const mark = parseHoldMark(text);
  if (await isFree(mark, silentMs)) return;
  const holder = mark === undefined ? "another process" : `process ${mark.pid} on ${mark.hostname}`;
  throw new LockstepError("queue-unavailable", `${what} in ${folder} is in use by ${holder}.`, {
    details: mark === undefined ? {} : { pid: mark.pid, host: mark.hostname },
    remedy,
  });
}

/** Gives a sign of life again and again, and looks whether the hold still is in force. */
function keepHold(folder: string, number: number, mark: HoldMark): FolderHold {
  const file = fileOf(folder, number);
  let lost = false;
  const beat = async (): Promise<void> => {
    if (highestOf(await numbersIn(folder)) !== number) lost = true;
    else await utimes(file, new Date(), new Date());
  };
  const timer = setInterval(() => {
    beat().catch(() => {
      lost = true;
    });
  }, BEAT_MS);
  timer.unref();
  return {
    assertHeld: () => {
      if (lost) throw new LockstepError("queue-unavailable", `Another process has taken the queue in ${folder}.`);
    },
    release: async () => {
      clearInterval(timer);
      if (lost) return;
      const draft = join(folder, `draft-${mark.nonce}`);
      await writeFile(draft, JSON.stringify({ ...mark, released: true }), { mode: 0o600 });
      await rename(draft, file);
    },
  };
}

const HOLD_FILE = /^hold-(\d+)$/;

function fileOf(folder: string, number: number): string {
  return join(folder, `hold-${number}`);
}

async function numbersIn(folder: string): Promise<readonly number[]> {
  return (await readdir(folder)).flatMap((name) => {
    const number = HOLD_FILE.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function highestOf(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}
