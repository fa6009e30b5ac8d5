import type { ControlCrosswalk, CrosswalkRelation } from "#schemas/control-map";
import { crosswalkRows } from "./crosswalk-rows.js";

/** One outcome on its way from edition to edition: absent at one end where it is new, or was dropped. */
export interface Link {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly relation: CrosswalkRelation;
  readonly notes: readonly string[];
}

/** What a crosswalk says, forwards. */
export function linksOf(crosswalk: ControlCrosswalk): readonly Link[] {
  return crosswalkRows(crosswalk).map(({ from, to, relation, note }) => {
    return { from, to, relation, notes: note === undefined ? [] : [note] };
  });
}

/** The same, backwards. */
export function turnLinks(links: readonly Link[]): readonly Link[] {
  return links.map(({ from, to, relation, notes }) => ({
    from: to,
    to: from,
    relation: TURNED[relation] ?? relation,
    notes,
  }));
}

const TURNED: Partial<Record<CrosswalkRelation, CrosswalkRelation>> = {
  broadened: "narrowed",
  narrowed: "broadened",
  dropped: "new",
  new: "dropped",
};

/** What was dropped on the way stays dropped, what came on the way is new; what came and went again was in neither. */
export function joinLinks(before: readonly Link[], after: readonly Link[]): readonly Link[] {
  return [
    ...before.flatMap((link) => {
      if (link.to === undefined) return [link];
      return after
        .filter(({ from }) => from === link.to)
        .filter(({ to }) => link.from !== undefined || to !== undefined)
        .map((next): Link => {
          const notes = [...link.notes, ...next.notes];
          return { from: link.from, to: next.to, relation: joinRelations(link, next), notes };
        });
    }),
    ...after.filter(({ from }) => from === undefined),
  ];
}

function joinRelations(link: Link, next: Link): CrosswalkRelation {
  if (next.to === undefined) return "dropped";
  if (link.from === undefined) return "new";
  const both = [link.relation, next.relation];
  if (both.includes("related")) return "related";
  const told = new Set(both.filter((relation) => relation !== "kept" && relation !== "renamed"));
  if (told.size > 1) return "reworded";
  const [only] = told;
  return only ?? (both.includes("renamed") ? "renamed" : "kept");
}
