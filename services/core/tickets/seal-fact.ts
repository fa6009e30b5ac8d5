import type { TicketFact } from "#schemas/ticket-fact";
import type { MappedHistory, TicketMapping } from "#schemas/ticket-mapping";
import type { AccountSeal } from "../people/seal-account.js";
import { cleanText } from "./clean-text.js";
import { isRecord, parsePlace, textOf } from "./place.js";
import { placeOfEdit } from "./place-of-edit.js";
import { changeAt } from "./reach.js";

/**
 * Seals the people whom a ticket names, wherever its mapping says that one stands: implementers, requester, reviewer, approvers, and what each of these fields was
 * before and after an edit. Groups stay: they are nobody. What a mapping calls no person stays by name, also where a later mapping does.
 */
export function sealFact(fact: TicketFact, mapping: TicketMapping, seal: AccountSeal): TicketFact {
  const people = peopleOf(mapping);
  const parts = [...people].reduce<unknown>(
    (known, [place, split]) => changeAt(known, parsePlace(place), (value) => sealValue(value, split, seal)),
    fact.parts,
  );
  const { history } = mapping;
  const sealed =
    history === undefined
      ? parts
      : changeAt(parts, parsePlace(history.each), (edit) => sealEdit(edit, history, { people, seal }));
  return { ...fact, parts: isRecord(sealed) ? { ...sealed } : {} };
}

/** By place, what splits a list of people that stands there. Places of lists come first: what is one name to one field may be several to another. */
function peopleOf({
  implementers,
  requester,
  reviewedBy,
  approvals,
}: TicketMapping): ReadonlyMap<string, string | undefined> {
  const lists = implementers.flatMap(({ from, split }) => from.map((place) => [place, split] as const));
  const single = [requester, reviewedBy].flatMap((source) => source?.from ?? []);
  const approvers = approvals.flatMap(({ each = "", by }) => (by?.from ?? []).map((place) => `${each}${place}`));
  const places = new Map<string, string | undefined>(lists);
  for (const place of [...single, ...approvers]) if (!places.has(place)) places.set(place, undefined);
  return places;
}

interface Sealing {
  readonly people: ReadonlyMap<string, string | undefined>;
  readonly seal: AccountSeal;
}

function sealEdit(edit: unknown, history: MappedHistory, { people, seal }: Sealing): unknown {
  const place = placeOfEdit(edit, history);
  if (place === undefined || !people.has(place)) return edit;
  return [...history.before.from, ...history.after.from].reduce<unknown>(
    (known, at) => changeAt(known, parsePlace(at), (value) => sealValue(value, people.get(place), seal)),
    edit,
  );
}

function sealValue(value: unknown, split: string | undefined, seal: AccountSeal): unknown {
  const text = textOf(value);
  if (text === null) return value;
  if (split === undefined) return sealName(text, seal);
  return text
    .split(split)
    .map((name) => sealName(name, seal))
    .join(split);
}

/** As it will be read: without blanks around it and what deceives. */
function sealName(text: string, seal: AccountSeal): string {
  const name = cleanText(text).trim();
  return name === "" ? text : seal(name, "staff");
}
