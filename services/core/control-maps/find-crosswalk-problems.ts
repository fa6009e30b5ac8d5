import type { ControlCrosswalk } from "#schemas/control-map";
import type { SchemaProblem } from "../policy/check-schema.js";
import type { ControlEdition } from "./control-library.js";
import { crosswalkRows } from "./crosswalk-rows.js";

/** Finds what a crosswalk names that is not there, and outcomes that it loses: within a framework each must stand in it. */
export function findCrosswalkProblems(
  crosswalk: ControlCrosswalk,
  editions: ReadonlyMap<string, ControlEdition>,
): SchemaProblem[] {
  const from = editions.get(crosswalk.from);
  const to = editions.get(crosswalk.to);
  if (from === undefined || to === undefined) {
    const lost = from === undefined ? crosswalk.from : crosswalk.to;
    const side = from === undefined ? "/from" : "/to";
    return [
      { path: side, message: `'${lost}' is no edition`, remedy: `There are: ${[...editions.keys()].join(", ")}.` },
    ];
  }
  const sides = [
    { edition: from, side: "from" },
    { edition: to, side: "to" },
  ] as const;
  return [
    ...sides.flatMap(({ edition, side }) => unknownOutcomes(crosswalk, edition, side)),
    ...(from.framework === to.framework
      ? sides.flatMap(({ edition, side }) => lostOutcomes(crosswalk, edition, side))
      : []),
    ...relationProblems(crosswalk, from, to),
  ];
}

type Side = "from" | "to";

function unknownOutcomes(crosswalk: ControlCrosswalk, { ref, outcomes }: ControlEdition, side: Side): SchemaProblem[] {
  const known = new Set(outcomes.map(({ id }) => id));
  return crosswalkRows(crosswalk).flatMap((row) => {
    const id = row[side];
    if (id === undefined || known.has(id)) return [];
    return [{ path: row.path, message: `'${id}' is no outcome of ${ref}`, remedy: "Check it against the edition." }];
  });
}

function lostOutcomes(crosswalk: ControlCrosswalk, { ref, outcomes }: ControlEdition, side: Side): SchemaProblem[] {
  const named = new Set(crosswalkRows(crosswalk).map((row) => row[side]));
  const relation = side === "from" ? "dropped" : "new";
  return outcomes
    .filter(({ id }) => !named.has(id))
    .map(({ id }) => ({
      path: "/rows",
      message: `lose '${id}' of ${ref}`,
      remedy: `Say what became of it, if only that it is ${relation}.`,
    }));
}

function relationProblems(crosswalk: ControlCrosswalk, from: ControlEdition, to: ControlEdition): SchemaProblem[] {
  const same = from.framework === to.framework;
  const seen = new Set<string>();
  return crosswalkRows(crosswalk).flatMap((row) => {
    const pair = `${row.from ?? ""}→${row.to ?? ""}`;
    const twice = seen.has(pair);
    seen.add(pair);
    const wrong = twice
      ? `names ${pair} twice`
      : (sidesProblem(row) ??
        (same === (row.relation === "related") ? RELATED : undefined) ??
        keptProblem(row, from, to));
    return wrong === undefined ? [] : [{ path: row.path, message: wrong, remedy: "Mend the row." }];
  });
}

const RELATED = "is related within a framework, or something else between two";

function sidesProblem({ from, to, relation }: { from?: string; to?: string; relation: string }): string | undefined {
  if ((from === undefined) !== (relation === "new")) return "is new just where nothing stood before";
  if ((to === undefined) !== (relation === "dropped")) return "is dropped just where nothing comes after";
  return undefined;
}

/** What is said to be kept bears the same title, so that an id in use for something else is seen. */
function keptProblem(
  row: { from?: string; to?: string; relation: string },
  from: ControlEdition,
  to: ControlEdition,
): string | undefined {
  if (row.relation !== "kept") return undefined;
  const titles = [titleOf(from, row.from), titleOf(to, row.to)];
  if (row.from === row.to && titles[0] === titles[1]) return undefined;
  return `keeps '${row.from ?? ""}' (${titles[0]}) as '${row.to ?? ""}' (${titles[1]})`;
}

function titleOf({ outcomes }: ControlEdition, id: string | undefined): string {
  return outcomes.find((outcome) => outcome.id === id)?.title ?? "nothing";
}
