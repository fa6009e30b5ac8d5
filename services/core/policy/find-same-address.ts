import type { Engine, EngineNode } from "#schemas/estate";
import type { GovernedProblem } from "./governed-problem.js";

/**
 * Finds nodes of one engine that are asked at one address the same way: both are then one server, which is always in
 * lockstep with itself. Engines may share an address: one server can carry several.
 */
export function findSameAddress(engine: Engine, index: number): GovernedProblem[] {
  const first = new Map<string, string>();
  return engine.nodes.flatMap((node, position) => {
    const way = wayTo(node);
    if (way === undefined) return [];
    const other = first.get(way);
    if (other === undefined) {
      first.set(way, node.id);
      return [];
    }
    return [
      {
        file: "estate.yaml",
        path: `/engines/${index}/nodes/${position}/url`,
        message: `is the address of '${other}' too`,
        remedy: "Give each node its own address: one server read twice is always in lockstep with itself.",
      },
    ];
  });
}

/** Address and route, as they are meant: letter case, default port, a closing slash and the API's own path say nothing. */
function wayTo({ url, via }: EngineNode): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, hostname, port, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, "").replace(/\/api(?:\/atelier(?:\/v\d+)?)?$/, "");
  const { host = "", port: jumpPort = 22 } = via?.ssh ?? {};
  return JSON.stringify([
    protocol,
    hostname.replace(/\.$/, ""),
    port,
    path,
    via?.proxy ?? "",
    host.toLowerCase(),
    jumpPort,
  ]);
}
