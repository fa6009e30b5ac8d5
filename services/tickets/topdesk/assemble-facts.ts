import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { projectFact } from "#services/core/tickets/project-fact";
import { idOf, numberOf } from "./changes.js";
import { readActivities } from "./read-activities.js";
import type { Row } from "./read-pages.js";
import { splitChange } from "./split-change.js";
import type { Desk } from "./with-desk.js";

/** What facts are made for. */
export interface FactsWanted {
  readonly mapping: TicketMapping;
  /** See `TicketFact`. */
  readonly observedAt: string;
}

/** Reads the activities of some changes, all at once, and makes a fact of each change. */
export async function assembleFacts(
  desk: Desk,
  changes: readonly Row[],
  { mapping, observedAt }: FactsWanted,
): Promise<readonly TicketFact[]> {
  const activities = await readActivities(desk, changes.map(idOf), mapping);
  return changes.map((change): TicketFact => {
    const known = typeof activities === "string" ? [] : (activities.get(idOf(change)) ?? []);
    return {
      schema: "lockstep/ticket-fact@1",
      system: "topdesk",
      instance: desk.id,
      number: numberOf(change),
      observedAt,
      parts: projectFact({ ...splitChange(change, known) }, mapping),
      unread: typeof activities === "string" ? UNREAD.map((part) => ({ part, reason: activities })) : [],
    };
  });
}

const UNREAD = ["activities", "authorisations"];
