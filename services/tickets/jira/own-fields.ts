import { isRecord, textOf } from "#services/core/tickets/place";
import type { SiteField } from "./site-words.js";
import { candidatesOf, type WantedField } from "./wanted-fields.js";

/** The fields of the site's own that one ticket holds, in a list from which a mapping picks by id or name. */
export interface OwnFields {
  readonly entries: readonly { readonly id: string; readonly name: string; readonly value: unknown }[];
  /** Why some of them cannot be told. */
  readonly doubts: readonly string[];
}

/** Picks the wanted fields out of a ticket. A name that several fields bear is told by which of them holds something. */
export function pickOwnFields(
  fields: Readonly<Record<string, unknown>>,
  wanted: readonly WantedField[],
  known: readonly SiteField[],
): OwnFields {
  const project = isRecord(fields["project"]) ? textOf(fields["project"]["id"]) : null;
  const doubts: string[] = [];
  const entries = wanted.flatMap((field) => {
    const here = candidatesOf(field, known).filter(({ projectId }) => projectId === null || projectId === project);
    const filled = here.filter(({ id }) => holdsSomething(fields[id]));
    if (filled.length > 1) {
      const ids = filled.map(({ id }) => id).join(", ");
      doubts.push(
        `several of its fields are called '${field.word}' (${ids}): name one of them by its id in the mapping`,
      );
      return [];
    }
    const [chosen] = filled.length === 1 ? filled : here;
    if (chosen === undefined) return [];
    const name = field.by === "name" ? field.word : chosen.name;
    return [{ id: chosen.id, name, value: fields[chosen.id] ?? null }];
  });
  return { entries, doubts };
}

function holdsSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== "";
}
