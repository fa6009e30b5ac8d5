import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import { placesOf } from "#services/core/tickets/places-of";
import { firstText, textsAt } from "#services/core/tickets/reach";
import type { TicketDiscovery, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { changeList, numberOf } from "./changes.js";
import { type Row, readList } from "./read-pages.js";
import { TEMPLATES } from "./read-requests.js";
import { type Desk, withDesk } from "./with-desk.js";

/** Proposes a mapping from the shipped one and what the desk says: how its numbers look, which fields are empty, its templates. */
export function discoverMapping(request: TicketRequest, limits: Partial<ConnectorLimits>): Promise<TicketDiscovery> {
  return withDesk(request, limits, async (desk) => {
    const { mapping } = request;
    const newest = await readNewest(desk, mapping);
    const pattern = proposeNumber(newest);
    return {
      mapping: { ...mapping, number: { ...mapping.number, ...(pattern === undefined ? {} : { pattern }) } },
      notes: [
        ...(pattern === undefined ? ["The operator sees no change: how a number looks is as shipped."] : []),
        ...unknownWords(newest, mapping),
        ...missingFields(newest, mapping),
        ...(await templateNotes(desk)),
      ],
    };
  });
}

/** The newest changes, whatever the filter. */
export function readNewest(desk: Desk, mapping: TicketMapping): Promise<readonly Row[]> {
  return readList(desk, { ...changeList(mapping, ""), sort: "creationDate:desc", pageSize: 100, onePage: true });
}

/** Letters as they are, digits by their count, blanks and hyphens as they stand: numbers are set up at each site. */
function proposeNumber(newest: readonly Row[]): string | undefined {
  const forms = newest
    .map(numberOf)
    .filter((number) => /^[A-Z]{1,10}[ -]?[0-9]{2,8}(?:[ -][0-9]{2,8})?$/i.test(number));
  const patterns = new Set(forms.map((number) => number.replace(/[0-9]+/g, (digits) => `[0-9]{${widthOf(digits)}}`)));
  return patterns.size === 0 ? undefined : [...patterns].sort().join("|");
}

/** A running number grows. */
function widthOf({ length }: string): string {
  return length === 4 ? "4" : `${length},${length + 2}`;
}

function unknownWords(newest: readonly Row[], { lifecycle }: TicketMapping): readonly string[] {
  const known = new Set(Object.keys(lifecycle.words).map((word) => word.toLowerCase()));
  const phases = new Set(newest.flatMap((row) => firstText({ ticket: row }, lifecycle.from) ?? []));
  return [...phases]
    .filter((phase) => !known.has(phase.toLowerCase()))
    .map((phase) => `Phase '${shown(phase)}': nobody knows what it stands for, so it authorises nothing.`);
}

function missingFields(newest: readonly Row[], mapping: TicketMapping): readonly string[] {
  if (newest.length === 0) return [];
  return placesOf(mapping, "ticket")
    .filter((field) => newest.every((row) => row[field] === undefined))
    .map((field) => `The newest changes have no ${field}: whatever the mapping reads there is empty.`);
}

/** Simple changes carry no authorisation: one authorises by its template alone. */
async function templateNotes({ asking }: Desk): Promise<readonly string[]> {
  try {
    const { body } = await asking.getJson(TEMPLATES, { accept: [204, 404] });
    const found = isRecord(body) ? textsAt(body, ["/results/*/number"]) : [];
    return found
      .slice(0, 100)
      .map((number) => `Template ${shown(number)}: list it in policy/change-control.yaml if it is a standard change.`);
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code !== "rights-narrowed") throw error;
    return ["Templates of changes may not be read: list those of standard changes in policy/change-control.yaml."];
  }
}

function shown(text: string): string {
  return text.replace(/[^\w .,/()-]/g, "?").slice(0, 60);
}
