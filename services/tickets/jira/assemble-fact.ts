import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { textOf } from "#services/core/tickets/place";
import { placesOf } from "#services/core/tickets/places-of";
import { projectFact } from "#services/core/tickets/project-fact";
import { readEdits } from "./edits.js";
import { learnPeople } from "./people.js";
import { fieldsOf, plainParts } from "./plain-parts.js";
import { readApprovals } from "./read-approvals.js";
import { readHistories } from "./read-histories.js";
import { readStages } from "./read-stages.js";
import type { Site } from "./site.js";
import type { SiteWords } from "./site-words.js";
import { sumApprovals } from "./sum-approvals.js";
import { wantedFields } from "./wanted-fields.js";

type Raw = Readonly<Record<string, unknown>>;

/** What facts are made for. */
export interface FactsWanted {
  /** The make: `jira`, or `jira-service-management`. */
  readonly system: string;
  readonly mapping: TicketMapping;
  readonly words: SiteWords;
  /** See `TicketFact`. */
  readonly observedAt: string;
}

/** Reads what belongs to one issue and makes a fact of it. Its parts: `ticket`, `fields`, `history`, `approvals`. */
export async function assembleFact(site: Site, issue: Raw, wanted: FactsWanted): Promise<TicketFact> {
  const { system, mapping, words, observedAt } = wanted;
  const key = textOf(issue["key"]) ?? "";
  const histories = wantsHistory(mapping) ? await readHistories(site, issue) : [];
  const approvals = placesOf(mapping, "approvals").length > 0 ? await readApprovals(site, key) : [];
  const people = learnPeople([fieldsOf(issue), histories, approvals]);
  const { ticket, fields, own } = plainParts(issue, wantedFields(mapping), words.fields, people);
  const parts = {
    ticket,
    fields,
    history: typeof histories === "string" ? [] : readEdits(histories, words, own, people),
    approvals: typeof approvals === "string" ? [] : sumApprovals(readStages(approvals, people)),
  };
  return {
    schema: "lockstep/ticket-fact@1",
    system,
    instance: site.id,
    number: key,
    observedAt,
    parts: projectFact(parts, mapping),
    unread: [
      ...own.doubts.map((reason) => ({ part: "fields", reason })),
      ...(typeof histories === "string" ? [{ part: "history", reason: histories }] : []),
      ...(typeof approvals === "string" ? [{ part: "approvals", reason: approvals }] : []),
    ],
  };
}

/** Whether the record of edits is to be asked for. */
export function wantsHistory(mapping: TicketMapping): boolean {
  return placesOf(mapping, "history").length > 0;
}
