import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { placesOf } from "#services/core/tickets/places-of";
import type { TicketDiscovery, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { changeFields } from "./assemble-facts.js";
import { proposeStates } from "./propose-states.js";
import { type Instance, type Row, readRows } from "./read-rows.js";
import { withInstance } from "./with-instance.js";

/** Proposes a mapping from the shipped one and what the instance says: how its numbers look, its states, its own fields. */
export function discoverMapping(request: TicketRequest, limits: Partial<ConnectorLimits>): Promise<TicketDiscovery> {
  return withInstance(request, limits, async (instance) => {
    const { mapping } = request;
    const newest = await readNewest(instance, mapping);
    const choices = await readAside(instance, "sys_choice", CHOICES, ["element", "value", "label"]);
    const own = await readAside(instance, "sys_dictionary", OWN_FIELDS, ["element", "column_label", "internal_type"]);
    const number = proposeNumber(newest);
    const states = proposeStates(mapping.lifecycle.words, choices);
    const { origin, basePath } = instance.asking.address;
    return {
      mapping: {
        ...mapping,
        number: { ...mapping.number, ...(number === undefined ? {} : { pattern: number }) },
        lifecycle: { ...mapping.lifecycle, words: states.words },
        link: `${origin}${basePath}/change_request.do?sys_id={id}`,
      },
      notes: [
        ...(number === undefined ? ["The account sees no change request: how a number looks is as shipped."] : []),
        ...missingFields(mapping, newest),
        ...states.notes,
        ...ownFields(own),
      ],
    };
  });
}

const CHOICES = "name=change_request^element=state^language=en^inactive=false^ORDERBYvalue";
const OWN_FIELDS = "name=change_request^elementSTARTSWITHu_^ORDERBYelement";

async function readNewest(instance: Instance, mapping: TicketMapping): Promise<readonly Row[]> {
  const query = "ORDERBYDESCsys_created_on";
  const { rows } = await readRows(instance, {
    table: "change_request",
    query,
    fields: changeFields(mapping),
    limit: 50,
    onePage: true,
  });
  return rows;
}

/** A table that helps and may be closed; `undefined` where it is. */
async function readAside(
  instance: Instance,
  table: string,
  query: string,
  fields: readonly string[],
): Promise<readonly Row[] | undefined> {
  try {
    return (await readRows(instance, { table, query, fields })).rows;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "rights-narrowed") return undefined;
    throw error;
  }
}

/** The prefix and count of digits of the newest numbers; longer ones follow when these run out. */
function proposeNumber(newest: readonly Row[]): string | undefined {
  const forms = newest.flatMap((row) => {
    const [, prefix, digits] = /^([A-Z]{2,10})(\d{3,12})$/.exec(row["number"]?.value ?? "") ?? [];
    return prefix === undefined || digits === undefined ? [] : [{ prefix, length: digits.length }];
  });
  const prefixes = [...new Set(forms.map(({ prefix }) => prefix))].sort();
  if (prefixes.length === 0) return undefined;
  const lengths = forms.map(({ length }) => length);
  return `(${prefixes.join("|")})[0-9]{${Math.min(...lengths)},${Math.max(...lengths) + 3}}`;
}

function missingFields(mapping: TicketMapping, newest: readonly Row[]): readonly string[] {
  if (newest.length === 0) return [];
  return placesOf(mapping, "ticket")
    .filter((field) => newest.every((row) => row[field] === undefined))
    .map((field) => `change_request has no ${field}, or does not show it: whatever the mapping reads there is empty.`);
}

function ownFields(own: readonly Row[] | undefined): readonly string[] {
  if (own === undefined) {
    return ["sys_dictionary may not be read: fields of your own, such as one for channels, are not looked for."];
  }
  return own.flatMap((row) => {
    const [name, label, type] = ["element", "column_label", "internal_type"].map((field) => row[field]?.value ?? "");
    if (name === undefined || !/^u_[a-z0-9_]{1,80}$/.test(name)) return [];
    const shown = (label ?? "").replace(/[^\w .,/()-]/g, "?").slice(0, 60);
    return [`Your own field ${name} ('${shown}', ${(type ?? "").replace(/\W/g, "?").slice(0, 30)}) is not mapped.`];
  });
}
