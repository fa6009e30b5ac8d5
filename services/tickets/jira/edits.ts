import { isRecord, textOf } from "#services/core/tickets/place";
import type { OwnFields } from "./own-fields.js";
import { accountOf, isPerson, type People } from "./people.js";
import { isTime, plainTime } from "./plain-value.js";
import type { SiteField, SiteWords } from "./site-words.js";

/** One edit of one field, in the words in which the ticket itself holds the value. */
export interface Edit {
  readonly at: string;
  /** Of whoever made it. */
  readonly account: string | null;
  /** The id of a field that all sites have, or what the mapping calls one of the site's own. */
  readonly field: string;
  readonly fieldId: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Raw = Readonly<Record<string, unknown>>;

/** Reads the record of edits, the oldest first: `histories` as the site writes them, several edits to one history. */
export function readEdits(
  histories: readonly Raw[],
  words: SiteWords,
  own: OwnFields,
  people: People,
): readonly Edit[] {
  const ordered = [...histories].sort((a, b) => epochOf(a) - epochOf(b) || idOf(a) - idOf(b));
  return ordered.flatMap((history) => {
    const { author, items } = history;
    const at = plainTime(textOf(history["created"]) ?? "");
    const account = isRecord(author) && isPerson(author) ? accountOf(author, people) : null;
    return (Array.isArray(items) ? items : []).flatMap((item: unknown): Edit[] => {
      if (!isRecord(item)) return [];
      const field = fieldOf(item, words.fields, own);
      return [{ at, account, ...field, ...changeOf(item, field.fieldId, words, people) }];
    });
  });
}

/** Cloud names the field's id; Data Center only its name, which a field of the site's own may share with others. */
function fieldOf(item: Raw, fields: readonly SiteField[], { entries }: OwnFields): Pick<Edit, "field" | "fieldId"> {
  const name = textOf(item["field"]) ?? "";
  const named = fields.filter((field) => field.id === name || field.name === name);
  const fieldId = textOf(item["fieldId"]) ?? (named.length === 1 ? named[0]?.id : undefined) ?? name;
  const chosen = entries.find(({ id }) => id === fieldId);
  return { field: chosen?.name ?? fieldId, fieldId };
}

/** What is shown of a value is in words of that time: a status may have been renamed since, and a time is in somebody's zone. */
function changeOf(item: Raw, fieldId: string, words: SiteWords, people: People): Pick<Edit, "before" | "after"> {
  const type = words.fields.find(({ id }) => id === fieldId)?.type ?? "";
  const read = (id: string | null, shown: string | null): string | null => {
    if (fieldId === "status") return words.statuses.get(id ?? "") ?? shown;
    if (type === "user") return id === null ? null : (people.get(id) ?? id);
    return isTime(id) || type === "datetime" ? plainTime(id ?? "") : (shown ?? id);
  };
  return {
    before: read(textOf(item["from"]), textOf(item["fromString"])),
    after: read(textOf(item["to"]), textOf(item["toString"])),
  };
}

function epochOf(history: Raw): number {
  return Date.parse(textOf(history["created"]) ?? "") || 0;
}

function idOf(history: Raw): number {
  return Number(textOf(history["id"]) ?? "0") || 0;
}
