import { parse, stringify } from "yaml";
import type { EngineNode, Estate } from "#schemas/estate";
import { commitGoverned, type LoopbackEstate } from "./estate-on-loopback.js";
import type { SimulatedPair } from "./simulated-pair.js";

/** Engines by what becomes of them. */
export interface FatedEngines {
  /** In lockstep throughout. */
  readonly steady: readonly string[];
  /** At the nodes of another pair, which a test lets drift. */
  readonly drifting: readonly string[];
  /** Its standby is never reached, so that each check of it is recorded as unknown. */
  readonly silent: readonly string[];
  /** On no schedule: nobody ever checks it. */
  readonly never: string;
}

/** Makes so many engines of the one that an estate has, which one nightly schedule checks, and one that it does not. Every fourth may drift. */
export async function declareFatedEngines(
  estate: LoopbackEstate,
  count: number,
  drifting: SimulatedPair,
): Promise<FatedEngines> {
  const ids = Array.from({ length: count }, (_, index) => `engine-${index + 1}`);
  const silent = ids.slice(1, 2);
  const fated: FatedEngines = {
    silent,
    drifting: ids.filter((_, index) => index % 4 === 2),
    steady: ids.filter((_, index) => index % 4 !== 2 && index !== 1),
    never: "engine-never",
  };
  await commitGoverned(estate, "estate.yaml", (text) => {
    const declared: Estate = parse(text);
    const [engine] = declared.engines;
    if (engine === undefined) throw new Error("the estate has no engine to be made many of");
    const nodesOf = (id: string): readonly EngineNode[] => {
      if (fated.drifting.includes(id)) return atPair(engine.nodes, drifting);
      if (silent.includes(id)) return engine.nodes.map((node) => (isStandby(node) ? { ...node, url: NOWHERE } : node));
      return engine.nodes;
    };
    const engines = [...ids, fated.never].map((id) => ({ ...engine, id, nodes: nodesOf(id) }));
    const nightly = { id: "nightly", cron: "15 4 * * *", timeZone: "Europe/London", engines: ids };
    return stringify({ ...declared, engines, schedules: [nightly] });
  });
  return fated;
}

/** Nobody listens there. */
const NOWHERE = "https://127.0.0.1:1/api";

function isStandby({ role }: EngineNode): boolean {
  return role === "standby";
}

function atPair(nodes: readonly EngineNode[], pair: SimulatedPair): readonly EngineNode[] {
  return nodes.map((node) => {
    const { url, fingerprint } = isStandby(node) ? pair.standby : pair.primary;
    return { ...node, url: `${url}/api`, tls: { fingerprint } };
  });
}
