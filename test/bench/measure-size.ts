import { dirname } from "node:path";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { type Measured, runScenario } from "./run-scenario.js";
import { type BenchEngines, startEngines } from "./start-engines.js";

/** A night's work at one size, beside the least it can cost and what a script makes of it. */
export interface NightFigures {
  readonly night: "first night" | "nothing changed" | "1 % changed";
  readonly channels: number;
  readonly floor: Measured;
  readonly check: Measured;
  readonly shell: Measured;
}

/** Measures the three kinds of night with two nodes of so many channels; the median of some rounds, taken in turns. */
export async function measureSize(channels: number, rounds: number): Promise<NightFigures[]> {
  await using engines = await startEngines(channels);
  const firsts: Round[] = [];
  const sames: Round[] = [];
  const changes: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const isLast = round === rounds - 1;
    const { estate, first } = await firstNight(engines);
    firsts.push(first);
    if (isLast) {
      await adopt(estate);
      // What a new baseline asks for once, such as the packing of many new objects, is not this night's.
      await runRound(estate, engines);
      for (let night = 0; night < rounds; night += 1) sames.push(await runRound(estate, engines));
      for (let night = 0; night < rounds; night += 1) {
        await engines.change();
        changes.push(await runRound(estate, engines));
      }
    }
    await estate[Symbol.asyncDispose]();
  }
  return [
    { night: "first night", channels, ...medians(firsts) },
    { night: "nothing changed", channels, ...medians(sames) },
    { night: "1 % changed", channels, ...medians(changes) },
  ];
}

type Round = Pick<NightFigures, "floor" | "check" | "shell">;

async function firstNight({ nodes }: BenchEngines): Promise<{ estate: LoopbackEstate; first: Round }> {
  const [primary, standby] = nodes;
  const estate = await createLoopbackEstate({ primary, standby });
  return { estate, first: await runRound(estate, { nodes }) };
}

/** One after the other, so that none of them measures another. */
async function runRound(estate: LoopbackEstate, { nodes }: Pick<BenchEngines, "nodes">): Promise<Round> {
  const about = { folder: dirname(estate.folder), nodes };
  const floor = await runScenario({ what: "floor", ...about });
  const check = await runScenario({ what: "check", ...about });
  const shell = await runScenario({ what: "shell", ...about });
  return { floor, check, shell };
}

async function adopt({ app }: LoopbackEstate): Promise<void> {
  const { digest } = (await app.open("tie/tie-a")).snapshot;
  const approval = { approver: "C. Chair", ticket: null, reviewed: true };
  await app.adopt({ engineId: "tie", from: "primary", digest, ...approval });
}

/** The round whose check, floor, script was neither the fastest nor the slowest, each by itself. */
function medians(rounds: readonly Round[]): Round {
  const middle = (what: keyof Round): Measured => {
    const sorted = rounds.map((round) => round[what]).sort((a, b) => a.ms - b.ms);
    const found = sorted[Math.floor((sorted.length - 1) / 2)];
    if (found === undefined) throw new Error("nothing was measured");
    return found;
  };
  return { floor: middle("floor"), check: middle("check"), shell: middle("shell") };
}
