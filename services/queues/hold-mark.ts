import { randomUUID } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";

/** Who holds a folder. */
export interface HoldMark {
  readonly pid: number;
  readonly hostname: string;
  /** What tells the place in which this process id means something from every other: machine, its last start, container. */
  readonly place: string;
  /** When the process began, in the words of its machine; empty where that says none. */
  readonly began: string;
  readonly nonce: string;
  readonly released: boolean;
}

/** A process elsewhere that gave no sign of life for so long is taken for dead; it gives one every five seconds. */
const LONGEST_SILENCE_MS = 30_000;

export async function markOfThisProcess(): Promise<HoldMark> {
  return {
    pid: process.pid,
    hostname: hostname(),
    place: await placeOfThisProcess(),
    began: await beginOf(process.pid),
    nonce: randomUUID(),
    released: false,
  };
}

export function parseHoldMark(text: string): HoldMark | undefined {
  try {
    const mark = JSON.parse(text) as Partial<HoldMark>;
    const { pid, hostname: name, place, began, nonce, released = false } = mark;
    if (typeof pid !== "number" || name === undefined || place === undefined) return undefined;
    return { pid, hostname: name, place, began: began ?? "", nonce: nonce ?? "", released };
  } catch {
    return undefined;
  }
}

/** Whether nobody holds the folder any more. Of a process that cannot be looked at, its silence decides. */
export async function isFree(mark: HoldMark | undefined, silentMs: number): Promise<boolean> {
  if (mark === undefined) return silentMs > LONGEST_SILENCE_MS;
  if (mark.released) return true;
  if (mark.place !== (await placeOfThisProcess())) return silentMs > LONGEST_SILENCE_MS;
  if (!isAlive(mark.pid)) return true;
  const began = await beginOf(mark.pid);
  return began !== "" && mark.began !== "" && began !== mark.began;
}

/** On Linux also the start of the machine and the container: process 1 of another container is another process. */
async function placeOfThisProcess(): Promise<string> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const container = await readlink("/proc/self/ns/pid").catch(() => "");
  return [hostname(), boot.trim(), container].join(" ");
}

/** Linux counts a process's beginning in ticks since the machine's; a process id is given again, with its beginning never. */
async function beginOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
