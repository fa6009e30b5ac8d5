import type { Estate } from "#schemas/estate";
import type { GovernedProblem } from "./governed-problem.js";

/**
 * Advises an id for each node that is asked over the network and has none declared: nothing is wrong without, but the first
 * server that ever answered is then taken for the right one. Advice is no problem, and keeps nothing from being in force.
 */
export function adviseServerIds(estate: Estate | undefined): GovernedProblem[] {
  return (estate?.engines ?? []).flatMap((engine, index) =>
    engine.nodes.flatMap((node, position) => {
      if (node.url === undefined || node.serverId !== undefined) return [];
      return [
        {
          file: "estate.yaml",
          path: `/engines/${index}/nodes/${position}`,
          message: `declares no serverId for '${engine.id}/${node.id}'`,
          remedy: "Set it to the id that 'lockstep doctor' shows, once you know that the right server answers.",
        },
      ];
    }),
  );
}
