import { isRecord, textOf } from "#services/core/tickets/place";
import { type OwnFields, pickOwnFields } from "./own-fields.js";
import type { People } from "./people.js";
import { plainValue } from "./plain-value.js";
import type { SiteField } from "./site-words.js";
import type { WantedField } from "./wanted-fields.js";

type Raw = Readonly<Record<string, unknown>>;

/** The parts of an issue that it brings itself: the fields that all sites have, and those of the site's own. */
export interface PlainParts {
  readonly ticket: Raw;
  readonly fields: readonly Raw[];
  readonly own: OwnFields;
}

export function plainParts(
  issue: Raw,
  wanted: readonly WantedField[],
  known: readonly SiteField[],
  people: People,
): PlainParts {
  const fields = fieldsOf(issue);
  const own = pickOwnFields(fields, wanted, known);
  const plain = plainValue(fields, people);
  return {
    ticket: { ...(isRecord(plain) ? plain : {}), id: textOf(issue["id"]), key: textOf(issue["key"]) },
    fields: own.entries.map((entry) => ({ ...entry, value: plainValue(entry.value, people) })),
    own,
  };
}

/** The fields of an issue as the site sends them. */
export function fieldsOf(issue: Raw): Raw {
  return isRecord(issue["fields"]) ? issue["fields"] : {};
}
