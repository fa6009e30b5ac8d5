import type { GovernanceFinding } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { writeOwnersFile } from "#services/core/review/write-owners-file";
import { findGovernance, type Guarded, ownersQuestion } from "./find-governance.js";
import { followForge } from "./follow-forge.js";
import type { ReviewContext } from "./review-context.js";

/** What was done to guard the repository, a sentence each, and what is still wrong. */
export interface Protected {
  readonly done: readonly string[];
  readonly findings: readonly GovernanceFinding[];
}

/**
 * Guards the estate repository: the owners file that policy asks for on `main`, brought to the forge, then the rules of its branch, so
 * that nothing of Lockstep's own is refused by them. Asked again, it does nothing again.
 *
 * @param isTrial only finds what is wrong
 * @throws LockstepError `usage` where there is no Git host, `rights-narrowed`
 */
export async function protectRepository(
  guarded: Guarded,
  context: ReviewContext,
  isTrial: boolean,
): Promise<Protected> {
  const { session, branch, policy } = context;
  // Where nothing can be guarded, nothing is found wrong either: that must not read as if it were guarded.
  if (session.url === null) throw new LockstepError("usage", "There is no Git host whose branch could be guarded.");
  if (isTrial) return { done: [], findings: await findGovernance(guarded, context) };
  const done = [...(await ensureOwnersFile(guarded, context))];
  const { governance } = await followForge(context);
  const ownersMustApprove = session.abilities.ownersFile !== null;
  done.push(...(await session.protect({ branch, approvals: policy.approvals, ownersMustApprove })));
  return { done, findings: [...governance, ...(await findGovernance(guarded, context))] };
}

async function ensureOwnersFile(guarded: Guarded, context: ReviewContext): Promise<readonly string[]> {
  const { repository } = guarded;
  const path = context.session.abilities.ownersFile;
  if (path === null) return [];
  const text = writeOwnersFile(await ownersQuestion(path, guarded, context));
  if ((await repository.readOwnersFile(path)) === text) return [];
  const at = context.now().toISOString();
  const message = `${path}: as policy/review.yaml says\n`;
  const commit = await repository.changeGoverned({ at, edit: () => ({ path, text, message }) });
  return [`${path} was written as policy says (commit ${commit.slice(0, 12)}).`];
}
