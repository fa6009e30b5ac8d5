import type { TicketMapping } from "#schemas/ticket-mapping";
import { pickOwnFields } from "./own-fields.js";
import { fieldsOf } from "./plain-parts.js";
import type { SiteField } from "./site-words.js";
import { candidatesOf, type WantedField, wantedFields } from "./wanted-fields.js";

type Raw = Readonly<Record<string, unknown>>;

export interface ProposedFields {
  /** Ids by the names of the mapping. */
  readonly ids: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** Finds which of the site's fields a name in the mapping stands for: the only one of that name, or the one that the newest tickets fill. */
export function proposeFields(
  mapping: TicketMapping,
  fields: readonly SiteField[],
  sample: readonly Raw[],
): ProposedFields {
  const ids = new Map<string, string>();
  const notes: string[] = [];
  for (const wanted of wantedFields(mapping).filter(({ by }) => by === "name")) {
    const used = usedOf(wanted, fields, sample);
    const candidates = used.length > 0 ? used : candidatesOf(wanted, fields);
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) {
      ids.set(wanted.word, only.id);
      if (only.type === "date")
        notes.push(`'${wanted.word}' is a day without a time: a window of days authorises nothing.`);
    } else if (only === undefined) {
      notes.push(`The site shows no field '${wanted.word}': whatever the mapping reads there is empty.`);
    } else {
      const several = candidates.map(({ id }) => id).join(", ");
      notes.push(
        `Several fields are called '${wanted.word}' (${several}): write the id of the right one in its place.`,
      );
    }
  }
  return { ids, notes };
}

function usedOf(wanted: WantedField, fields: readonly SiteField[], sample: readonly Raw[]): readonly SiteField[] {
  const known = candidatesOf(wanted, fields);
  return known.filter((field) =>
    sample.some((issue) => {
      const { entries } = pickOwnFields(fieldsOf(issue), [wanted], [field]);
      return entries.some(
        ({ value }) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
      );
    }),
  );
}
