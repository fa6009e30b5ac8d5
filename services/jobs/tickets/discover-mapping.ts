import type { TicketSystem as Declared, Estate } from "#schemas/estate";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { mappingFileOf } from "#services/core/policy/read-ticket-mappings";
import { findMappingProblems } from "#services/core/tickets/find-mapping-problems";
import { ofTicketSystem } from "#services/core/tickets/of-ticket-system";
import type { TicketDiscovery, TicketSystem } from "#services/ports/ticket-system";

export interface DiscoverMappingContext {
  readonly ticketSystemOf: (declared: Declared) => TicketSystem;
  readonly ticketPasswordOf: (declared: Declared) => string | undefined;
  /** The mapping that a make begins with. */
  readonly defaultMappingOf: (system: string) => TicketMapping;
  /** Ids of those that the folder's estate.yaml declares. */
  readonly idsInFolder: () => Promise<readonly string[]>;
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
  if (declared === undefined) throw notInForce(id, ticketSystems, await context.idsInFolder());
  const { now, signal } = context;
  const password = context.ticketPasswordOf(declared);
  const mapping = context.defaultMappingOf(declared.system);
  const asked = {
    ...{ declared, mapping, now },
    ...(password !== undefined && { password }),
    ...(signal && { signal }),
  };
  const found = await context
    .ticketSystemOf(declared)
    .discover(asked)
    .catch((error: unknown) => {
      throw ofTicketSystem(error);
    });
  const problems = findMappingProblems(found.mapping, declared.system).map(({ path, message }) => `${path} ${message}`);
  return { ...found, notes: [...found.notes, ...problems], file: mappingFileOf(declared) };
}

function notInForce(
  id: string,
  inForce: readonly { readonly id: string }[],
  inFolder: readonly string[],
): LockstepError {
  if (inFolder.includes(id)) {
    const message = `The ticket system '${id}' is declared in the folder, not in force yet.`;
    const remedy = "Commit estate.yaml and push it; then run this again.";
    return new LockstepError("selector-unknown", message, { remedy });
  }
  const known = inForce.map((system) => system.id).join(", ");
  return new LockstepError(
    "selector-unknown",
    `There is no ticket system '${id}' in estate.yaml; there are: ${known || "none"}.`,
  );
}
