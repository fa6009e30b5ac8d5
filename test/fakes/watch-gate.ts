import { setTimeout as sleep } from "node:timers/promises";
import type { GateAnswer } from "#schemas/gate";

/** One question to a gate, and what came of it. */
export interface SeenAnswer {
  readonly engineId: string;
  readonly maxAgeSeconds: number | undefined;
  /** By `performance.now()` of this process, like `answeredAt`. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** The clock by which the service tells, before and after; it may have been set meanwhile. */
  readonly clock: readonly [number, number];
  /** `undefined` where nobody answered. */
  readonly status: number | undefined;
  /** `undefined` where what came is no answer of a gate. */
  readonly told: GateAnswer | undefined;
}

/** The newest answer to the plain question about each engine. */
export type LatestAnswers = ReadonlyMap<string, SeenAnswer>;

/** A balancer that never tires, and forgets nothing. */
export interface GateWatcher extends AsyncDisposable {
  readonly answers: readonly SeenAnswer[];
  /** Whom it asks from now on; `undefined`: nobody, for example because a service was killed. */
  aim(url: string | undefined): void;
  /** Waits on what is told to questions that were asked after this call; after five minutes in vain it fails with what was told last. */
  until(holds: (latest: LatestAnswers) => boolean): Promise<void>;
  stop(): Promise<void>;
}

export interface WatchOptions {
  readonly engineIds: readonly string[];
  /** Ages in seconds that each engine is asked for beside the plain question. Default: none. */
  readonly maxAges?: readonly number[];
  /** Milliseconds from one question to the next. Default 50. */
  readonly everyMs?: number;
  /** The clock by which the service tells. Default: this machine's. */
  readonly now?: () => Date;
}

/** Asks a gate about each engine in its turn, over HTTP, until it is stopped. */
export function watchGate({
  engineIds,
  maxAges = [],
  everyMs = 50,
  now = () => new Date(),
}: WatchOptions): GateWatcher {
  const answers: SeenAnswer[] = [];
  let target: string | undefined;
  let isStopped = false;

  async function ask(url: string, engineId: string, maxAgeSeconds: number | undefined): Promise<void> {
    const query = maxAgeSeconds === undefined ? "" : `?maxAge=${maxAgeSeconds}`;
    const [askedAt, clock] = [performance.now(), now().getTime()];
    const answer = await read(`${url}/ready/${engineId}${query}`);
    const seen = { engineId, maxAgeSeconds, askedAt, answeredAt: performance.now(), ...answer };
    answers.push({ ...seen, clock: [clock, now().getTime()] });
  }

  async function watch(): Promise<void> {
    const questions = engineIds.flatMap((id) => [undefined, ...maxAges].map((maxAge) => [id, maxAge] as const));
    for (let turn = 0; !isStopped; turn = (turn + 1) % questions.length) {
      const [engineId, maxAge] = questions[turn] ?? [];
      if (engineId === undefined) return;
      const asked = target === undefined ? undefined : ask(target, engineId, maxAge);
      await Promise.all([asked, sleep(everyMs)]);
    }
  }

  const watching = watch();
  const stop = async (): Promise<void> => {
    isStopped = true;
    await watching;
  };
  return {
    answers,
    aim(url) {
      target = url;
    },
    async until(holds) {
      const since = performance.now();
      for (let latest = latestOf(answers, since); !holds(latest); latest = latestOf(answers, since)) {
        if (performance.now() - since > LONGEST_WAIT_MS) throw new Error(`in vain: ${describe(latest)}`);
        await sleep(20);
      }
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const LONGEST_WAIT_MS = 300_000;

/** So long a machine that does everything at once may take to answer. */
const PATIENCE_MS = 30_000;

async function read(url: string): Promise<Pick<SeenAnswer, "status" | "told">> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    return { status: response.status, told: parse(text) };
  } catch {
    // That nobody answers, or breaks off, opens no gate.
    return { status: undefined, told: undefined };
  }
}

function parse(text: string): GateAnswer | undefined {
  try {
    const value: GateAnswer = JSON.parse(text);
    return value.schema === "lockstep/gate@1" ? value : undefined;
  } catch {
    return undefined;
  }
}

function latestOf(answers: readonly SeenAnswer[], since: number): LatestAnswers {
  const from = answers.findLastIndex(({ askedAt }) => askedAt < since) + 1;
  const plain = answers.slice(from).filter(({ maxAgeSeconds }) => maxAgeSeconds === undefined);
  return new Map(plain.map((answer) => [answer.engineId, answer]));
}

function describe(latest: LatestAnswers): string {
  const told = [...latest.values()].map((answer) => ({ ...answer.told, status: answer.status }));
  return told
    .map(({ engineId, status, verdict, codes = [] }) => `${engineId} ${status} ${verdict} ${codes.join("+")}`)
    .join("; ");
}
