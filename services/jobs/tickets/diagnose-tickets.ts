import type { TicketSystem as DeclaredTicketSystem, Estate } from "#schemas/estate";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { DEFAULT_SETTINGS } from "#services/core/policy/default-policy";
import type { Governed } from "#services/core/policy/parse-governed";
import { ofTicketSystem } from "#services/core/tickets/of-ticket-system";
import type { Diagnosis } from "#services/ports/connector";
import type { TicketSource } from "#services/ports/ticket-source";
import type { TicketSystem } from "#services/ports/ticket-system";

/** What is needed to look at where tickets come from. */
export interface TicketsToDiagnose {
  readonly ticketSourceOf: (tickets: NonNullable<Estate["tickets"]>) => TicketSource;
  readonly ticketSystemOf: (declared: DeclaredTicketSystem) => TicketSystem;
  readonly ticketPasswordOf: (declared: DeclaredTicketSystem) => string | undefined;
  /** The mapping that a make begins with. */
  readonly defaultMappingOf: (system: string) => TicketMapping;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

/** Looks at the drop folder: whether it can be read, and how old its newest export is, or how far ahead of our clock. */
export async function diagnoseTickets(
  { estate, policy }: Governed,
  { ticketSourceOf, now }: TicketsToDiagnose,
): Promise<Diagnosis[]> {
  if (estate?.tickets === undefined) return [];
  const check = "tickets";
  const at = now();
  const reading = await ticketSourceOf(estate.tickets).read(at.toISOString());
  const remedy = "Export the tickets again into the folder that estate.yaml names, and let this account read it.";
  if (reading.state === "unavailable") return [{ check, state: "failed", message: reading.message, remedy }];
  const ageMinutes = Math.max(0, Math.floor((at.getTime() - Date.parse(reading.exportedAt)) / 60_000));
  const maxMinutes = (policy?.settings ?? DEFAULT_SETTINGS).maxTicketAgeMinutes;
  const skewSeconds = (policy?.settings ?? DEFAULT_SETTINGS).maxClockSkewSeconds;
  if (Date.parse(reading.exportedAt) - at.getTime() > skewSeconds * 1000) {
    const message = `the newest export is dated ${reading.exportedAt}, after this machine's clock (${at.toISOString()})`;
    const mend =
      "Mend the clock or the zone of whatever writes the exports, or the time in the file's name; export again.";
    return [{ check, state: "failed", message, remedy: mend }];
  }
  const message = `${reading.tickets.length} read; the export is ${ageMinutes} minutes old, ${maxMinutes} are allowed`;
  const warnings = reading.warnings.map(
    (warning): Diagnosis => ({ check, state: "warning", message: warning, remedy }),
  );
  const age: Diagnosis =
    ageMinutes <= maxMinutes ? { check, state: "ok", message } : { check, state: "failed", message, remedy };
  return [age, ...warnings];
}

/** A system without a mapping in force is named with the governed files; the way to it is looked at all the same. */
export async function diagnoseTicketSystems(
  { estate, ticketMappings }: Governed,
  { ticketSystemOf, ticketPasswordOf, defaultMappingOf, now, signal }: TicketsToDiagnose,
): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  for (const declared of estate?.ticketSystems ?? []) {
    const named = (diagnosis: Diagnosis): Diagnosis => ({ ...diagnosis, check: `${declared.id}: ${diagnosis.check}` });
    try {
      const inForce = ticketMappings.get(declared.id);
      if (inForce === undefined) found.push(named(withoutMapping(declared.id)));
      const mapping = inForce ?? defaultMappingOf(declared.system);
      const password = ticketPasswordOf(declared);
      const request = {
        declared,
        mapping,
        now,
        ...(password !== undefined && { password }),
        ...(signal && { signal }),
      };
      found.push(...(await ticketSystemOf(declared).diagnose(request)).map(named));
    } catch (thrown) {
      const error = ofTicketSystem(thrown);
      if (!(error instanceof LockstepError)) throw error;
      found.push(named({ check: error.code, state: "failed", message: error.message, remedy: error.remedy }));
    }
  }
  return found;
}

function withoutMapping(id: string): Diagnosis {
  const message = "none is in force: what follows was looked at with the one that ships for its make";
  const remedy = `Run 'lockstep tickets discover ${id} --write', look at what it proposes, commit and push it.`;
  return { check: "mapping", state: "warning", message, remedy };
}
