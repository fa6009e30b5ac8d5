import type { Engine, Estate } from "#schemas/estate";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import type { Connector } from "#services/ports/connector";

/** What the nodes' entries in `estate.yaml` lack, or have too much, for the makes that they are said to be. */
export function findNodeProblems(
  estate: Estate | undefined,
  connectorOf: (engine: Engine) => Pick<Connector, "nodeProblems"> | undefined,
): GovernedProblem[] {
  return (estate?.engines ?? []).flatMap((engine, index) =>
    engine.nodes.flatMap((node, position) =>
      (connectorOf(engine)?.nodeProblems(node) ?? []).map((message) => ({
        file: "estate.yaml",
        path: `/engines/${index}/nodes/${position}`,
        message,
        remedy: `See docs/configuration.md for what a node of '${engine.product}' is read with.`,
      })),
    ),
  );
}
