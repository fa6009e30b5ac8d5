import type { TicketMapping } from "#schemas/ticket-mapping";
import { firstText } from "#services/core/tickets/reach";
import { wordOf } from "#services/core/tickets/ticket-values";
import { learnPeople } from "./people.js";
import { plainParts } from "./plain-parts.js";
import { shown } from "./propose-statuses.js";
import type { SiteField } from "./site-words.js";
import { wantedFields } from "./wanted-fields.js";

type Raw = Readonly<Record<string, unknown>>;

/** Says which kinds of change the newest tickets have that the mapping does not know. */
export function noteKinds(
  mapping: TicketMapping,
  fields: readonly SiteField[],
  sample: readonly Raw[],
): readonly string[] {
  const wanted = wantedFields(mapping);
  const strange = sample.flatMap((issue) => {
    const parts = plainParts(issue, wanted, fields, learnPeople([]));
    const written = mapping.kind.flatMap(({ from, words }) => {
      const text = firstText(parts, from);
      return text === null ? [] : [{ text, isKnown: wordOf(text, words) !== undefined }];
    });
    return written.some(({ isKnown }) => isKnown) ? [] : [written[0]?.text ?? "(none)"];
  });
  return [...new Set(strange)]
    .sort()
    .map((kind) => `Nobody knows what kind of change '${shown(kind)}' is, so it authorises nothing.`);
}
