import type { ArtefactEntry } from "#schemas/snapshot";
import type { HeldItem, PackageRequest, WantedArtefact } from "./package-request.js";
import { idOf } from "./read-again.js";

/** An item that goes over as a whole, or why it must not. */
export interface WholeItem {
  readonly held: HeldItem;
  readonly wanted: readonly WantedArtefact[];
  /** Why it would bring or take away what nobody approved; `undefined` where it would not. */
  readonly fault: string | undefined;
}

/**
 * Puts wanted artefacts together by the item that holds them, for products whose unit is a whole file or document: it may go only
 * where everything else in it is approved, too, and where it takes nothing away that is not to go.
 */
export function wholeItems({ wanted, isApproved, present, removed }: PackageRequest): WholeItem[] {
  const groups = new Map<HeldItem, WantedArtefact[]>();
  for (const each of wanted) groups.set(each.held, [...(groups.get(each.held) ?? []), each]);
  return [...groups].map(([held, inside]) => {
    const known = new Set(held.entries.map(idOf));
    const strange = held.entries.find((entry) => !isApproved(held, entry));
    const lost = sameItems(held, present)
      .flatMap(({ entries }) => entries)
      .find((entry) => !known.has(idOf(entry)) && !removed.has(idOf(entry)));
    return { held, wanted: inside, fault: faultOf(strange, lost) };
  });
}

function sameItems({ item }: HeldItem, present: readonly HeldItem[]): readonly HeldItem[] {
  return present.filter((other) => other.item.source === item.source && other.item.origin === item.origin);
}

function faultOf(strange: ArtefactEntry | undefined, lost: ArtefactEntry | undefined): string | undefined {
  if (strange !== undefined)
    return `the file that holds it also holds ${strange.kind} ${JSON.stringify(strange.name)}, which is not as approved`;
  if (lost === undefined) return undefined;
  return `its file would take away ${lost.kind} ${JSON.stringify(lost.name)}, which nobody has consented to delete`;
}
