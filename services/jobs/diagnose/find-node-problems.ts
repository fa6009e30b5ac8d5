import type { Engine } from "#schemas/estate";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import type { SeenEngines } from "#services/core/policy/sound-entries";
import type { Connector } from "#services/ports/connector";

/** What the nodes' entries in `estate.yaml` lack, or have too much, for the makes that they are said to be. */
export function findNodeProblems(
  { engines, repairedIn }: SeenEngines,
  connectorOf: (engine: Engine) => Pick<Connector, "nodeProblems"> | undefined,
): GovernedProblem[] {
  return engines.flatMap((engine, index) =>
    (engine?.nodes ?? []).flatMap((node, position) => {
      if (engine === undefined) return [];
      const found = connectorOf(engine)?.nodeProblems(node) ?? [];
      return found
        .filter((message) => !isToldAlready(message, `/nodes/${position}/`, repairedIn(engine)))
        .map((message) => ({
          file: "estate.yaml",
          path: `/engines/${index}/nodes/${position}`,
          about: `${engine.id}/${node.id}`,
          message,
          remedy: `See docs/configuration.md for what a node of '${engine.product}' is read with.`,
        }));
    }),
  );
}

/** What was taken out of an entry because it does not fit is lacking there for that reason alone. */
function isToldAlready(message: string, node: string, repaired: ReadonlySet<string>): boolean {
  return message.split(/[^A-Za-z]+/).some((word) => repaired.has(`${node}${word}`));
}
