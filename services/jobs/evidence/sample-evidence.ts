import type { EvidenceParameters } from "#schemas/evidence-parameters";
import type { SampledChange, SampleReport } from "#schemas/sample-report";
import type { ChangeTrail } from "#schemas/trace-report";
import { LockstepError } from "#services/core/errors";
import type { EvidenceMaterial } from "#services/core/evidence/material";
import { populationRows } from "#services/core/evidence/rows/population-rows";
import { type SampleRequest, sampleChanges } from "#services/core/evidence/sample/sample-changes";
import type { Ledger } from "#services/ports/estate-repository";
import { type EvidenceContext, gatherMaterial } from "./gather-evidence.js";
import { readTicketTrails } from "./read-ticket-trails.js";
import { trailsOf } from "./trace-changes.js";

export type SamplingContext = Omit<EvidenceContext, "libraryOf"> & { readonly ledger: Ledger };

/**
 * Draws changes out of the population of a period, the very one that a pack of it lists, and tells the trail of each.
 *
 * @throws LockstepError `ledger-broken`, `ledger-rolled-back`
 */
export async function sampleEvidence(
  request: SampleRequest,
  parameters: EvidenceParameters,
  context: SamplingContext,
): Promise<SampleReport> {
  const fault = await context.ledger.findHeadFault();
  if (fault !== undefined) throw new LockstepError(fault.code, `The ledger cannot be relied on: ${fault.problem}.`);
  const material = await gatherMaterial(parameters, context);
  const sample = sampleChanges(populationRows(material), request, singleHandedIn(material));
  const wanted = sample.drawn.map(({ engine, changeId }) => ({ engineId: engine, changeId }));
  const traced = await trailsOf(wanted, context);
  const trails = sample.drawn.flatMap((drawn) => trailOf(drawn, traced) ?? []);
  const { estate, from, to, engines } = parameters;
  return {
    schema: "lockstep/evidence-sample@1",
    ...{ estate, from, to, engines, ...sample },
    trails,
    tickets: [...(await readTicketTrails(numbersIn(trails), context))],
  };
}

function numbersIn(trails: readonly ChangeTrail[]): readonly string[] {
  return trails.flatMap(({ ticket }) => ticket ?? []);
}

/** Tickets by which one person approved and made a change, as far back as the last checks count them. */
function singleHandedIn({ gathered, detailsOf }: EvidenceMaterial): ReadonlySet<string> {
  return new Set(
    [...gathered.last].flatMap(([engineId, { seq }]) =>
      (detailsOf(seq, engineId)?.singleHanded ?? []).map(({ ticket }) => ticket),
    ),
  );
}

/** What came back later is another change with the same id, found at another time. */
function trailOf(
  { engine, changeId, foundAt }: SampledChange,
  trails: readonly ChangeTrail[],
): ChangeTrail | undefined {
  const same = trails.filter((trail) => trail.engine === engine && trail.changeId === changeId);
  return same.find(({ steps }) => steps.some(({ at }) => at === foundAt)) ?? same[0];
}
