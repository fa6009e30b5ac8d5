import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { askSteadily, type SteadyAnswer } from "./ask-steadily.js";
import { type BenchEngines, startEngines } from "./start-engines.js";
import { nextMessage, startProcess } from "./start-process.js";

/** What gates and a constant of the same server cost while it does checks. */
export interface GateFigures {
  readonly seconds: number;
  readonly perSecond: number;
  readonly checks: number;
  /** How often the verdict came out otherwise than the one before. */
  readonly flips: number;
  readonly gate: Percentiles;
  readonly floor: Percentiles;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** 200 for an engine that was on record as not ready for longer than the book's bound. */
  readonly wrong: number;
  /** The longest time after a record of "not ready" in which 200 was still given, in milliseconds. */
  readonly longestMs: number;
}

export interface Percentiles {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
}

const PER_SECOND = 200;

/** So long may `ready` stand after the record says otherwise. */
const BOUND_MS = 5_000;

/** A verdict on record, with the two instants between which it came to stand there. */
interface RecordedCheck {
  readonly verdict: string;
  readonly judgedAt: number;
  readonly recordedAt: number;
}

/**
 * Asks the gate of one engine two hundred times a second, and a constant of the same server fifty times, while the service reads two nodes again and
 * again and the verdict flips between ready and not ready.
 */
export async function benchGate({ seconds = 60, channels = 300 } = {}): Promise<GateFigures> {
  await using engines = await startEngines(channels);
  const [primary, standby] = engines.nodes;
  await using estate = await createLoopbackEstate({ primary, standby });
  await makeReady(estate);
  const child = startProcess("gate-process", [estate.folder]);
  const { url } = (await nextMessage(child)) as { readonly url: string };
  await untilOpen(`${url}/ready/tie`);
  const [gate, floor] = [`${url}/ready/tie`, `${url}/constant`];
  const load = askSteadily([gate, gate, gate, gate, floor], PER_SECOND * (5 / 4));
  const checks = await flipFor(seconds * 1000, engines, async () => {
    child.send("check");
    return (await nextMessage(child)) as RecordedCheck;
  });
  const answers = await load.end();
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.send("stop");
  await exited;
  const [asked, constants] = [gate, floor].map((one) => answers.filter((answer) => answer.url === one));
  return { seconds, perSecond: PER_SECOND, ...figuresOf(asked ?? [], constants ?? [], checks) };
}

async function makeReady({ app }: LoopbackEstate): Promise<void> {
  await app.check(["tie"]);
  const { digest } = (await app.open("tie/tie-a")).snapshot;
  await app.adopt({
    ...{ engineId: "tie", from: "primary", digest },
    ...{ approver: "C. Chair", ticket: null, reviewed: true },
  });
  const { engines } = await app.check(["tie"]);
  if (engines[0]?.readiness.verdict !== "ready") throw new Error(JSON.stringify(engines[0]?.readiness.reasons));
}

async function untilOpen(url: string): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    if ((await fetch(url)).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the gate never opened");
}

/** Changes production and takes it back, in turns, with a check after each; the last state stands for longer than the bound. */
async function flipFor(
  ms: number,
  engines: BenchEngines,
  check: () => Promise<RecordedCheck>,
): Promise<readonly RecordedCheck[]> {
  const checks: RecordedCheck[] = [];
  const end = performance.now() + ms;
  for (let round = 0; performance.now() < end || round % 2 === 1; round += 1) {
    await (round % 2 === 0 ? engines.change() : engines.revert());
    checks.push(await check());
    // A state that is over at once could not show that it was answered wrongly.
    await new Promise((resolve) => setTimeout(resolve, Math.min(BOUND_MS + 2_000, ms)));
  }
  return checks;
}

function figuresOf(
  answers: readonly SteadyAnswer[],
  constants: readonly SteadyAnswer[],
  checks: readonly RecordedCheck[],
): Omit<GateFigures, "seconds" | "perSecond"> {
  const late = answers.flatMap((answer) => (answer.status === 200 ? lateness(answer, checks) : []));
  const statuses: Record<string, number> = {};
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    checks: checks.length,
    flips: checks.filter(({ verdict }, index) => verdict !== (checks[index - 1]?.verdict ?? "ready")).length,
    gate: percentilesOf(answers),
    floor: percentilesOf(constants),
    statuses,
    wrong: late.filter((ms) => ms > BOUND_MS).length,
    longestMs: Math.round(Math.max(0, ...late)),
  };
}

/** How long the record had said otherwise when a request was due that was answered with ready, in doubt the least. */
function lateness({ dueAt, ms }: SteadyAnswer, checks: readonly RecordedCheck[]): readonly number[] {
  const last = checks.findLastIndex(({ recordedAt }) => recordedAt <= dueAt);
  const next = checks[last + 1];
  const isOver = next !== undefined && next.verdict === "ready" && next.judgedAt <= dueAt + ms;
  const standing = checks[last];
  return standing === undefined || standing.verdict === "ready" || isOver ? [] : [dueAt - standing.recordedAt];
}

function percentilesOf(answers: readonly SteadyAnswer[]): Percentiles {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { requests: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) };
}
