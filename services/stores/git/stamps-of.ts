import { parseItems } from "./provenance.js";
import type { CommittedSnapshot } from "./read-snapshot.js";

type Stamps = Readonly<Record<string, string>>;

/** What an engine stamps on an artefact and what is never a difference, by path inside it, as a snapshot stored it. */
export function stampsOf(committed: CommittedSnapshot, path: string): Stamps {
  const known = parsed.get(committed) ?? readStamps(committed);
  parsed.set(committed, known);
  return known.get(path) ?? {};
}

/** Asked for each finding of a run: the items of a snapshot are read once. */
const parsed = new WeakMap<CommittedSnapshot, ReadonlyMap<string, Stamps>>();

function readStamps({ itemsText, manifest }: CommittedSnapshot): ReadonlyMap<string, Stamps> {
  return new Map(parseItems(itemsText, manifest).flatMap(({ provenance }) => Object.entries(provenance)));
}
