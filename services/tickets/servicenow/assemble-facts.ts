import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { placesOf } from "#services/core/tickets/places-of";
import { projectFact } from "#services/core/tickets/project-fact";
import { findHiddenFields } from "./find-hidden-fields.js";
import { historyTable, type PartTable, partTables } from "./parts.js";
import { accountFields, readAccounts } from "./read-accounts.js";
import { type PartRows, readPart } from "./read-part.js";
import type { Instance, Row } from "./read-rows.js";

/** What facts are made for. */
export interface FactsWanted {
  readonly mapping: TicketMapping;
  /** See `TicketFact`. */
  readonly observedAt: string;
}

export interface AssembledFacts {
  readonly facts: readonly TicketFact[];
  readonly warnings: readonly string[];
}

/** The fields of a change request that are asked for: those of the mapping, and those by which an answer is checked. */
export function changeFields(mapping: TicketMapping): readonly string[] {
  return [...new Set([...placesOf(mapping, "ticket"), ...CHECKED])];
}

const CHECKED = ["sys_id", "number", "sys_updated_on", "approval", "conflict_status"];

/** Reads what belongs to some change requests, each table once for all, and makes a fact of each. */
export async function assembleFacts(
  instance: Instance,
  changes: readonly Row[],
  { mapping, observedAt }: FactsWanted,
): Promise<AssembledFacts> {
  if (changes.length === 0) return { facts: [], warnings: [] };
  const ids = changes.map(idOf);
  const history = historyTable(mapping);
  const parts = new Map<PartTable, PartRows>();
  for (const table of partTables(mapping)) {
    parts.set(table, await readPart(instance, table, ids, placesOf(mapping, table.part)));
  }
  const edits = history === undefined ? undefined : await readPart(instance, history, ids, EDIT_FIELDS);
  const people = accountFields(mapping);
  const all = [...changes, ...[...parts.values()].flatMap(({ rows }) => [...rows.values()].flat())];
  const accounts = await readAccounts(instance, all, people);
  const named = (row: Row): unknown => withAccounts(row, people, accounts.names);
  const facts = changes.map((change): TicketFact => {
    const id = idOf(change);
    const read = [...parts].map(([{ part }, { rows }]) => [part, (rows.get(id) ?? []).map(named)] as const);
    const written = (edits?.rows.get(id) ?? []).map(plain);
    const unread = [...parts].flatMap(([{ part }, rows]) => unreadOf(part, rows.unread.get(id)));
    const hidden = findHiddenFields(change, mapping);
    if (hidden.length > 0) unread.push({ part: "ticket", reason: `change_request does not show ${hidden.join(", ")}` });
    if (edits !== undefined) unread.push(...unreadOf("history", edits.unread.get(id) ?? silence(change, written)));
    return {
      schema: "lockstep/ticket-fact@1",
      system: "servicenow",
      instance: instance.id,
      number: change["number"]?.value ?? "",
      observedAt,
      parts: projectFact({ ticket: named(change), ...Object.fromEntries(read), history: written }, mapping),
      unread,
    };
  });
  return { facts, warnings: accounts.warning === undefined ? [] : [accounts.warning] };
}

const EDIT_FIELDS = ["fieldname", "oldvalue", "newvalue", "sys_created_on", "user"];

function idOf(change: Row): string {
  return change["sys_id"]?.value ?? "";
}

function withAccounts(row: Row, people: ReadonlySet<string>, names: ReadonlyMap<string, string>): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([name, field]) => [
      name,
      people.has(name) ? { ...field, account: names.get(field.value) ?? field.display_value } : field,
    ]),
  );
}

/** An edit as it was stored: what it shows of values is in the account's own zone and language. */
function plain(edit: Row): unknown {
  return Object.fromEntries(EDIT_FIELDS.map((name) => [name, edit[name]?.value ?? ""]));
}

/** That an approved ticket was never edited cannot be: then the record is not kept, or not shown. */
function silence(change: Row, edits: readonly unknown[]): string | undefined {
  const approval = change["approval"]?.value ?? "";
  if (edits.length > 0 || approval === "" || approval === "not requested") return undefined;
  return "sys_audit shows no edit of it: the table is not audited, or not shown to the account";
}

function unreadOf(part: string, reason: string | undefined): TicketFact["unread"] {
  return reason === undefined ? [] : [{ part, reason }];
}
