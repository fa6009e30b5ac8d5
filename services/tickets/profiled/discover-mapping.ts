import { placesOf } from "#services/core/tickets/places-of";
import { firstText } from "#services/core/tickets/reach";
import type { TicketDiscovery, TicketRequest } from "#services/ports/ticket-system";
import { readChange } from "./find-changes.js";
import { digitsOf, type Row, readList } from "./read-list.js";
import { type Profiled, type ProfiledOptions, unproven, withProfiled } from "./with-profiled.js";

const MONTH_MS = 30 * 86_400_000;
const SAMPLE = 10;

/** Proposes the shipped mapping with the site's own prefix, and says which of its fields and words some changes do not have. */
export function discoverMapping(options: ProfiledOptions, request: TicketRequest): Promise<TicketDiscovery> {
  return withProfiled(options, request, async (system) => {
    const { mapping, now } = request;
    const { rows } = await readList(system, now().getTime() - 3 * MONTH_MS, true);
    const sample: Row[] = [];
    for (const row of rows.slice(0, SAMPLE)) sample.push(...((await wholeOf(system, row)) ?? []));
    const missing = placesOf(mapping, "ticket").filter(
      (field) => field !== "reference" && sample.every((change) => change[field] === undefined),
    );
    const words = Object.keys(mapping.lifecycle.words).map((word) => word.toLowerCase());
    const states = new Set(sample.flatMap((change) => firstText({ ticket: change }, mapping.lifecycle.from) ?? []));
    return {
      mapping: { ...mapping, number: { ...mapping.number, pattern: `${system.prefix}-[1-9][0-9]{0,17}` } },
      notes: [
        `${unproven(system)}.`,
        ...(sample.length === 0 ? ["The account sees no change of the last three months: fields are as shipped."] : []),
        ...(sample.length === 0 ? [] : missing.map((field) => `Some changes were looked at, and none has ${field}.`)),
        ...[...states]
          .filter((state) => !words.includes(state.trim().toLowerCase()))
          .map((state) => `State '${shown(state)}': nobody knows what it stands for, so it authorises nothing.`),
      ],
    };
  });
}

async function wholeOf(system: Profiled, row: Row): Promise<readonly Row[] | undefined> {
  const change = await readChange(system, digitsOf(system, row));
  return change === undefined ? undefined : [change];
}

function shown(text: string): string {
  return text.replace(/[^\w .,/()-]/g, "?").slice(0, 60);
}
