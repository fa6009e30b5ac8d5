import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { RhapsodyModel } from "../rhapsody/model.js";
import { type RhapsodySimulator, startRhapsodySimulator } from "../rhapsody/start-rhapsody-simulator.js";
import { findExampleFolder } from "./find-example-folder.js";

/** What one node has of its own. */
interface NodeData {
  readonly firstId?: number;
  readonly variables?: Readonly<Record<string, string>>;
}

interface EngineData extends Omit<RhapsodyModel, "securityObjects"> {
  /** What ends does so relative to the day on which the story is told. */
  readonly securityObjects: readonly { readonly alias: string; readonly type: string; readonly endsInDays: number }[];
}

const DAY_MS = 86_400_000;

/** Starts `rie-a` or `rie-b`, a Rhapsody engine. More logins a minute than the real one: people try commands on it. */
export function startRie(id: string, password: string): Promise<RhapsodySimulator> {
  const folder = join(findExampleFolder(), "engines/rie");
  const engine: EngineData = parse(readFileSync(join(folder, "engine.yaml"), "utf8"));
  const nodes: Readonly<Record<string, NodeData>> = parse(readFileSync(join(folder, "nodes.yaml"), "utf8"));
  const node = nodes[id];
  if (node === undefined) throw new Error(`the example hospital has no node '${id}'`);
  return startRhapsodySimulator({
    model: modelOf(engine, node),
    account: { username: "lockstep-reader", password },
    loginsPerMinute: 60,
    ...(node.firstId !== undefined && { firstId: node.firstId }),
  });
}

function modelOf(engine: EngineData, node: NodeData): RhapsodyModel {
  return {
    ...engine,
    securityObjects: engine.securityObjects.map(({ alias, type, endsInDays }) => ({
      alias,
      type,
      expiry: endOfDay(new Date(Date.now() + endsInDays * DAY_MS)),
    })),
    variables: engine.variables.map((variable) => ({
      ...variable,
      value: node.variables?.[variable.name] ?? variable.value,
    })),
  };
}

/** As the engine writes it. */
function endOfDay(date: Date): string {
  return `${date.toISOString().slice(0, 10).replaceAll("-", "")}T235959.000+0000`;
}
