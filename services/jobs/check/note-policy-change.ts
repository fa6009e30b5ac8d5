import { LockstepError } from "#services/core/errors";
import { policyChangeBetween } from "#services/core/policy/policy-change";
import type { EstateRepository, GovernedFiles, Ledger } from "#services/ports/estate-repository";
import type { Logger } from "#services/ports/logger";
import { bodyOfRun } from "../look/look-history.js";

export interface PolicyNoteContext {
  readonly repository: Pick<EstateRepository, "governedAt" | "governedCommits">;
  readonly ledger: Pick<Ledger, "appendOnce" | "records">;
  readonly now: () => Date;
  readonly logger?: Logger;
}

/**
 * Records that what is in force on `main` changed since the last record of it, once and in order, also where two runs see it at once. What cannot
 * be read back is logged: whether `main` was set back the run tells by itself.
 */
export async function notePolicyChange(governed: GovernedFiles, context: PolicyNoteContext): Promise<void> {
  const { repository, ledger, now, logger } = context;
  const from = await findTold(ledger);
  if (from === undefined || from === governed.commit) return;
  try {
    const before = { commit: from, files: (await repository.governedAt(from)).files };
    const commits = await repository.governedCommits(from, governed.commit);
    const change = policyChangeBetween(before, governed, commits);
    if (change === undefined) return;
    await ledger.appendOnce(
      { type: "policy-changed", actor: "lockstep", at: now().toISOString(), body: { ...change } },
      (newest) => newest === undefined || newest.body["to"] === from,
    );
  } catch (error) {
    if (!(error instanceof LockstepError) || !TELLS_NOTHING.has(error.code)) throw error;
    logger?.warn("a change of policy cannot be recorded", { from, to: governed.commit, error });
  }
}

/** Codes of what was purged, or is not there any more. */
const TELLS_NOTHING: ReadonlySet<string> = new Set(["estate-not-found", "estate-invalid", "store-unsound"]);

/** Up to which commit of `main` the ledger tells what was in force: by a record of a change, by a run, or by the making of the estate. */
async function findTold(ledger: Pick<Ledger, "records">): Promise<string | undefined> {
  for await (const { body } of ledger.records({ type: "policy-changed", limit: 1 })) return commitIn(body["to"]);
  for await (const record of ledger.records({ type: "run", limit: 1 })) return bodyOfRun(record).policyCommit;
  for await (const { body } of ledger.records({ type: "estate-created", limit: 1 })) return commitIn(body["commit"]);
  return undefined;
}

function commitIn(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f]{40,64}$/.test(value) ? value : undefined;
}
