import type { EngineNode } from "#schemas/estate";
import type { StageTimes } from "./stage-clock.js";
import type { BenchNode } from "./start-engines.js";
import { nextMessage, startProcess } from "./start-process.js";

/** One thing to measure, in a process of its own. */
export interface Scenario {
  readonly what: "floor" | "check" | "shell" | "productFloor";
  /** Where it keeps what it needs the next time. */
  readonly folder: string;
  readonly nodes: readonly BenchNode[];
  /** Where a check writes down what it sent, for the floor of its product. */
  readonly wireFile?: string;
  /** The nodes of a product other than Mirth Connect. */
  readonly productNodes?: readonly EngineNode[];
}

export interface Measured {
  readonly ms: number;
  /** Processor time, of its own children too: it does not grow when others keep the machine busy. */
  readonly cpuMs: number;
  readonly peakMegabytes: number;
  /** Downloaded; the floor counts them. */
  readonly bytes?: number;
  readonly stages?: StageTimes;
  readonly findings?: number;
}

/** Runs it and gives what it measured of itself; the start of its process is not counted. */
export async function runScenario(scenario: Scenario): Promise<Measured> {
  return (await nextMessage(startProcess("scenario-process", [JSON.stringify(scenario)]))) as Measured;
}
