import type { Advice } from "#schemas/advice";
import type { GateAnswer } from "#schemas/gate";
import type { RunbookReport } from "#schemas/runbook-report";
import type { GateQuestion } from "#services/core/gate/gate-question";

/** The stored verdicts of one estate, at hand: answers from memory, and never with an old `ready`. */
export interface VerdictBook {
  /** `undefined` where the estate has no such engine. */
  answer(engineId: string, question: GateQuestion): GateAnswer | undefined;
  /** What to expect of the standby in an emergency; `undefined` where the estate has no such engine. */
  advise(engineId: string): Advice | undefined;
  /** Written anew each time, elsewhere than where it is asked for. @throws LockstepError `selector-unknown`, `estate-invalid`, `store-unsound` */
  runbook(engineId: string): Promise<RunbookReport>;
}
