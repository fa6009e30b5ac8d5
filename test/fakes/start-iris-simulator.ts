import assert from "node:assert/strict";
import { createIrisConnector } from "#services/engines/iris/connector";
import { QUERIES } from "#services/engines/iris/table-selects";
import {
  type IrisSimulator,
  type IrisSimulatorOptions,
  startIrisSimulator as start,
} from "#services/simulators/iris/start-iris-simulator";
import { guardWire } from "./guard-wire.js";

export type { IrisSimulator, IrisSimulatorOptions };

/** Starts a simulated instance that takes nothing but reads, and of SQL only the fixed list. */
export async function startIrisSimulator(options: IrisSimulatorOptions): Promise<IrisSimulator> {
  return guardWire(await start(options), createIrisConnector().readRequests, assertOnlySelects);
}

export function assertOnlySelects({ queries }: Pick<IrisSimulator, "queries">): void {
  for (const query of queries) assert.ok(QUERIES.has(query), `'${query}' is not on the fixed list`);
}
