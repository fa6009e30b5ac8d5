import { LockstepError } from "#services/core/errors";
import type { JobAtWork } from "#services/ports/job-queue";
import { createEstateDoer, type DoerContext, type WorkedEstate } from "#services/running/jobs/estate-doer";

/** The estates whose jobs are done here. */
export interface RoutedEstates<Estate extends RoutedEstate = RoutedEstate> {
  readonly estates: readonly Estate[];
  readonly areSeveral: boolean;
}

type RoutedEstate = WorkedEstate & { readonly id: string };

/** Makes what does each job in the estate that it names; one that names none is the only one's. @throws LockstepError `selector-unknown`, or whatever the job met */
export function routeJobs(opened: RoutedEstates, context: DoerContext): (job: JobAtWork) => Promise<void> {
  const doers = new Map<RoutedEstate, (job: JobAtWork) => Promise<void>>();
  return async (job) => {
    const estate = findEstate(job.request.estate, opened);
    if (estate === undefined) throw unknownEstate(job.request.estate);
    const doer = doers.get(estate) ?? createEstateDoer(estate, context);
    doers.set(estate, doer);
    await doer(job);
  };
}

/** The estate that something names: where there are several it must, and where there is one it need not. */
export function findEstate<Estate extends { readonly id: string }>(
  name: string | undefined,
  { estates, areSeveral }: { readonly estates: readonly Estate[]; readonly areSeveral: boolean },
): Estate | undefined {
  if (name === undefined) return areSeveral ? undefined : estates[0];
  return estates.find(({ id }) => id === name);
}

function unknownEstate(name: string | undefined): LockstepError {
  const which =
    name === undefined
      ? "names no estate, and there are several"
      : `is of the estate '${name}', which is not served here`;
  return new LockstepError("selector-unknown", `The job ${which}.`);
}
