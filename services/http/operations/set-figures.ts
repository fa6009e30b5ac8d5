import { mayDo } from "#services/core/access/may-do";
import type { Principal } from "#services/core/access/principal";
import { PLAIN_QUESTION } from "#services/core/gate/gate-question";
import type { ServedEstate } from "../served-estate.js";
import type { Gauges } from "./meter.js";
import type { OperationContext } from "./operation-context.js";

/** Sets what is read anew for each who asks: the engines that they may measure, and the queue. What cannot be read is absent. */
export async function setFigures(
  gauges: Gauges,
  {
    estates,
    queue,
    peopleCounts,
    principal,
  }: Pick<OperationContext, "estates" | "queue" | "peopleCounts"> & { readonly principal: Principal },
): Promise<void> {
  // A queue that does not answer has no figures; /readyz says so.
  const counts = await queue.counts().catch(() => undefined);
  gauges.jobs.reset();
  for (const state of ["waiting", "active", "failed"] as const) {
    if (counts !== undefined) gauges.jobs.set({ state }, counts[state]);
  }
  gauges.unrecordedSignIns.set(peopleCounts?.().unrecordedSignIns ?? 0);
  gauges.verdict.reset();
  gauges.age.reset();
  for (const estate of estates) {
    for (const { id: engine } of estate.declared()?.engines ?? []) {
      if (mayDo(principal, "measure", { estate: estate.id, engine })) setEngine(gauges, estate, engine);
    }
  }
}

function setEngine(gauges: Gauges, { id: estate, verdicts }: ServedEstate, engine: string): void {
  const answer = verdicts.answer(engine, PLAIN_QUESTION);
  if (answer === undefined) return;
  gauges.verdict.set({ estate, engine }, answer.allowed ? 2 : answer.verdict === "not-ready" ? 0 : 1);
  if (answer.ageSeconds !== null) gauges.age.set({ estate, engine }, answer.ageSeconds);
}
