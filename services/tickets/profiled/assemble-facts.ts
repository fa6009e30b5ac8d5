import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { projectFact } from "#services/core/tickets/project-fact";
import { digitsOf, type Row } from "./read-list.js";
import { readPart } from "./read-parts.js";
import type { Profiled } from "./with-profiled.js";

/** What facts are made for. */
export interface FactsWanted {
  readonly mapping: TicketMapping;
  /** See `TicketFact`. */
  readonly observedAt: string;
}

/** Reads what belongs to some changes, and makes a fact of each. @throws LockstepError of family upstream */
export async function assembleFacts(
  system: Profiled,
  changes: readonly Row[],
  { mapping, observedAt }: FactsWanted,
): Promise<readonly TicketFact[]> {
  const facts: TicketFact[] = [];
  for (const change of changes) {
    const reference = `${system.prefix}-${digitsOf(system, change)}`;
    const parts: Record<string, unknown> = { ticket: { ...change, reference } };
    const unread: TicketFact["unread"] = [];
    for (const { part, steps } of system.profile.parts) {
      const read = await readPart(system, change, steps);
      if (typeof read === "string") unread.push({ part, reason: read });
      else parts[part] = read;
    }
    facts.push({
      schema: "lockstep/ticket-fact@1",
      system: system.profile.system,
      instance: system.id,
      number: reference,
      observedAt,
      parts: projectFact(parts, mapping),
      unread,
    });
  }
  return facts;
}
