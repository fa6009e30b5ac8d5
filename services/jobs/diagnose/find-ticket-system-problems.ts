import type { Estate } from "#schemas/estate";
import type { GovernedProblem } from "#services/core/policy/governed-problem";
import type { TicketSystem } from "#services/ports/ticket-system";

/** What the entries of ticket systems lack, or have too much, for the makes that they are said to be. */
export function findTicketSystemProblems(
  estate: Estate | undefined,
  systems: readonly TicketSystem[],
): GovernedProblem[] {
  return (estate?.ticketSystems ?? []).flatMap((declared, index) => {
    const path = `/ticketSystems/${index}`;
    const system = systems.find(({ system: make }) => make === declared.system);
    if (system === undefined) {
      const known = systems.map(({ system: make }) => make).sort();
      const message = `'${declared.system}' is no ticket system that can be asked`;
      return [{ file: "estate.yaml", path: `${path}/system`, message, remedy: `There are: ${known.join(", ")}.` }];
    }
    const takesNone = declared.writeNotes === true && system.writeRequests.length === 0;
    const unnoted = takesNone ? ["has writeNotes, and Lockstep writes no notes to this make"] : [];
    return [...system.declarationProblems(declared), ...unnoted].map((message) => ({
      file: "estate.yaml",
      path,
      message,
      remedy: `See docs/configuration.md for what a ticket system of the make '${declared.system}' is asked with.`,
    }));
  });
}
