import assert from "node:assert/strict";
import { openJobThreads } from "#services/running/jobs/job-threads";
import { createLoopbackEstate } from "#test/fakes/estate-on-loopback";
import { declareEngines } from "#test/fakes/many-engines";
import { startEngines } from "./start-engines.js";

/** What a night costs an estate of so many small engines, on two threads. */
export interface FleetFigures {
  readonly engines: number;
  readonly channelsEach: number;
  /** The first night, on which every engine is new, and a later one, on which nothing changed: milliseconds for each engine. */
  readonly firstMsEach: number;
  readonly laterMsEach: number;
  /** Processor time of the later night for each engine, without that of git. */
  readonly laterProcessorMsEach: number;
}

const THREADS = 2;
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Measures the nights of estates of growing size: what one engine costs should not grow with how many there are. */
export async function benchFleet({ sizes = [10, 100], channelsEach = 20 } = {}): Promise<readonly FleetFigures[]> {
  await using pair = await startEngines(channelsEach);
  const figures: FleetFigures[] = [];
  for (const engines of sizes) figures.push(await measureFleet(engines, channelsEach, pair.nodes));
  return figures;
}

async function measureFleet(
  engines: number,
  channelsEach: number,
  [primary, standby]: Awaited<ReturnType<typeof startEngines>>["nodes"],
): Promise<FleetFigures> {
  await using estate = await createLoopbackEstate(
    { primary, standby },
    { environment: { LOCKSTEP_LOG_LEVEL: "silent" } },
  );
  const engineIds = await declareEngines(estate, engines);
  const threads = openJobThreads({ logger: QUIET, threads: THREADS });
  let nights = 0;
  async function night(): Promise<{ readonly ms: number; readonly processorMs: number }> {
    nights += 1;
    const at = new Date(Date.now() + nights).toISOString();
    const context = { attempt: 1, logger: QUIET, now: () => new Date(), tell: () => undefined };
    const [began, processor] = [performance.now(), process.cpuUsage()];
    const tasks = engineIds.map((engineId) => {
      const occasion = { schedule: "nightly", at };
      const request = { job: "check-occasion", engineId, occasion, because: "the bench" } as const;
      return threads.runTask(estate, { request, at }, { ...context, signal: new AbortController().signal });
    });
    await Promise.all(tasks);
    const { user, system } = process.cpuUsage(processor);
    const met = await estate.app.ledger.occasions(new Date(at), new Date(at));
    assert.equal(met.length, engines);
    return { ms: performance.now() - began, processorMs: (user + system) / 1000 };
  }
  try {
    const first = await night();
    const later = await night();
    return {
      engines,
      channelsEach,
      firstMsEach: Math.round(first.ms / engines),
      laterMsEach: Math.round(later.ms / engines),
      laterProcessorMsEach: Math.round(later.processorMs / engines),
    };
  } finally {
    await threads.close();
  }
}
