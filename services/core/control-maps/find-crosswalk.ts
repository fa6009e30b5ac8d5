import type { EvidenceCrosswalkReport } from "#schemas/evidence-frameworks-report";
import { LockstepError } from "../errors.js";
import type { ControlEdition, ControlLibrary } from "./control-library.js";
import { joinLinks, type Link } from "./crosswalk-links.js";
import { findCrosswalkWay } from "./find-crosswalk-way.js";
import { getEdition } from "./get-edition.js";

/**
 * Finds what became of each outcome from one edition to another: by one crosswalk, forwards or backwards, or over editions in between. Over
 * at most one step from framework to framework: nearness does not add up.
 *
 * @throws LockstepError `control-unknown` where there is no such edition, or no way between them
 */
export function findCrosswalk(library: ControlLibrary, fromRef: string, toRef: string): EvidenceCrosswalkReport {
  const from = getEdition(library, fromRef);
  const to = getEdition(library, toRef);
  if (from === to)
    throw new LockstepError("usage", `A crosswalk leads from one edition to another; both are ${from.ref}.`);
  const steps = findCrosswalkWay(library, from.ref, to.ref);
  if (steps === undefined)
    throw new LockstepError("control-unknown", `No crosswalk leads from ${from.ref} to ${to.ref}.`);
  const joined = steps.map(({ links }) => links).reduce(joinLinks);
  const reach = from.framework === to.framework ? "total" : "partial";
  return {
    schema: "lockstep/evidence-crosswalk@1",
    from: from.ref,
    to: to.ref,
    reach,
    over: [from.ref, ...steps.map((step) => step.to)],
    rows: rowsOf(joined, from, to, reach),
    without: {
      from: idsWithout(from, joined, "from", reach),
      to: idsWithout(to, joined, "to", reach),
    },
  };
}

function rowsOf(
  links: readonly Link[],
  from: ControlEdition,
  to: ControlEdition,
  reach: EvidenceCrosswalkReport["reach"],
): EvidenceCrosswalkReport["rows"] {
  const place = new Map(from.outcomes.map(({ id }, index) => [id, index]));
  const last = new Map(to.outcomes.map(({ id }, index) => [id, from.outcomes.length + index]));
  return links
    .filter((link) => reach === "total" || (link.from !== undefined && link.to !== undefined))
    .map((link) => ({ link, order: place.get(link.from ?? "") ?? last.get(link.to ?? "") ?? 0 }))
    .sort((a, b) => a.order - b.order)
    .map(({ link }) => ({
      from: named(from, link.from),
      to: named(to, link.to),
      relation: link.relation,
      notes: [...link.notes],
    }));
}

function named({ outcomes }: ControlEdition, id: string | undefined): { id: string; title: string } | null {
  if (id === undefined) return null;
  return { id, title: outcomes.find((outcome) => outcome.id === id)?.title ?? "" };
}

function idsWithout(
  { outcomes }: ControlEdition,
  links: readonly Link[],
  side: "from" | "to",
  reach: EvidenceCrosswalkReport["reach"],
): string[] {
  const other = side === "from" ? "to" : "from";
  const led = new Set(links.filter((link) => reach === "total" || link[other] !== undefined).map((link) => link[side]));
  return outcomes.filter(({ id }) => !led.has(id)).map(({ id }) => id);
}
