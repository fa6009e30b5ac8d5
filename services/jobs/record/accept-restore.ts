import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import { findMainSetBack, findSetBack } from "../look/find-set-back.js";
import { checkLedger } from "./check-ledger.js";

export interface AcceptContext {
  readonly repository: EstateRepository;
  readonly ledger: Ledger;
  readonly now: () => Date;
}

/** What was accepted, and the record that says so. */
export interface AcceptedRestore {
  /** What had been found set back, a sentence each. */
  readonly accepted: readonly string[];
  readonly record: LedgerRecord;
}

/**
 * Lets a store that was restored from a backup count again, by the word of a named person. Verdicts from before do not
 * come back to life by it: each engine is unknown until it is checked again.
 *
 * @throws LockstepError `usage` where nothing was set back or nobody says why, `ledger-broken` where it is more than that
 */
export async function acceptRestore(
  { actor, reason }: { readonly actor: string; readonly reason: string },
  context: AcceptContext,
): Promise<AcceptedRestore> {
  if (actor.trim() === "" || reason.trim() === "") throw new LockstepError("usage", "Say who accepts it, and why.");
  const accepted = await findAll(context);
  if (accepted.length === 0) throw new LockstepError("usage", "Nothing was set back: there is no restore to accept.");
  const at = context.now().toISOString();
  return { accepted, record: await context.ledger.acceptRestore({ actor, at, body: { reason, accepted } }) };
}

async function findAll(context: AcceptContext): Promise<readonly string[]> {
  const [fault] = await checkLedger(context.ledger);
  if (fault !== undefined && fault.code !== "ledger-rolled-back") throw new LockstepError(fault.code, fault.message);
  const main = await findMainSetBack(context);
  const found = [fault, main].flatMap((problem) => (problem === undefined ? [] : [problem.message]));
  const { estate } = parseGoverned((await context.repository.governed()).files);
  for (const engine of estate?.engines ?? []) {
    for (const node of engine.nodes) {
      const { setBack } = await findSetBack(engine.id, node.id, context);
      if (setBack !== undefined) found.push(setBack.message);
    }
  }
  return found;
}
