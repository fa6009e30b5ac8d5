import type { TicketSystem as Declared, Estate } from "#schemas/estate";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { mappingFileOf } from "#services/core/policy/read-ticket-mappings";
import { findMappingProblems } from "#services/core/tickets/find-mapping-problems";
import type { TicketDiscovery, TicketSystem } from "#services/ports/ticket-system";

export interface DiscoverMappingContext {
  readonly ticketSystemOf: (declared: Declared) => TicketSystem;
  readonly ticketPasswordOf: (declared: Declared) => string | undefined;
  /** The mapping that a make begins with. */
  readonly defaultMappingOf: (system: string) => TicketMapping;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

/** A mapping to look at and commit, and where it belongs. */
export interface ProposedMapping extends TicketDiscovery {
  readonly file: string;
}

/**
 * Asks a declared ticket system what it has, and proposes how its tickets are read.
 *
 * @throws LockstepError `selector-unknown`, and whatever kept the system from being asked
 */
export async function discoverMapping(
  id: string,
  { ticketSystems = [] }: Pick<Estate, "ticketSystems">,
  context: DiscoverMappingContext,
): Promise<ProposedMapping> {
  const declared = ticketSystems.find((system) => system.id === id);
  if (declared === undefined) {
    const known = ticketSystems.map((system) => system.id).join(", ");
    throw new LockstepError(
      "selector-unknown",
      `There is no ticket system '${id}' in estate.yaml; there are: ${known || "none"}.`,
    );
  }
  const { now, signal } = context;
  const password = context.ticketPasswordOf(declared);
  const mapping = context.defaultMappingOf(declared.system);
  const found = await context.ticketSystemOf(declared).discover({
    ...{ declared, mapping, now },
    ...(password !== undefined && { password }),
    ...(signal && { signal }),
  });
  const problems = findMappingProblems(found.mapping, declared.system).map(({ path, message }) => `${path} ${message}`);
  return { ...found, notes: [...found.notes, ...problems], file: mappingFileOf(declared) };
}
