import type { Engine } from "#schemas/estate";
import type { Policy } from "#schemas/policy";
import type { GovernanceFinding } from "#schemas/review-report";
import { LockstepError } from "#services/core/errors";
import { judgeApprovers } from "#services/core/review/judge-approvers";
import { judgeOwnersFile } from "#services/core/review/judge-owners-file";
import { judgeProtection } from "#services/core/review/judge-protection";
import type { OwnersQuestion } from "#services/core/review/owners-plan";
import type { EstateRepository } from "#services/ports/estate-repository";
import type { ReviewContext } from "./review-context.js";
import { approversOf } from "./settle-one.js";
import type { LookedUp } from "./sort-out-reports.js";

/** What the guard of an estate repository is held against. */
export interface Guarded {
  readonly repository: LookedUp & Pick<EstateRepository, "readOwnersFile" | "changeGoverned">;
  readonly policy: Policy;
  readonly engines: readonly Engine[];
}

/**
 * Finds what is wrong with how the estate repository is guarded: nobody may approve, its branch is open, or the owners file names
 * others than policy does. What the forge does not tell now is not judged now.
 */
export async function findGovernance(guarded: Guarded, context: ReviewContext): Promise<readonly GovernanceFinding[]> {
  const { session, policy, branch } = context;
  const accounts = await ask(context, () => approversOf(context));
  const approvers = judgeApprovers({ policy, accounts: accounts ?? null, own: session.account });
  if (session.url === null) return approvers;
  const protection = await ask(context, () => session.readProtection(branch));
  const { ownersFile } = session.abilities;
  const wanted = { branch, approvals: policy.approvals, hasOwners: ownersFile !== null, own: session.account };
  return [
    ...approvers,
    ...(protection === undefined ? [] : judgeProtection(protection, wanted)),
    ...(ownersFile === null ? [] : await judgeOwners(ownersFile, guarded, context)),
  ];
}

async function judgeOwners(
  path: string,
  guarded: Guarded,
  context: ReviewContext,
): Promise<readonly GovernanceFinding[]> {
  const text = await guarded.repository.readOwnersFile(path);
  const hostProblems = (await ask(context, () => context.session.ownersFileProblems())) ?? [];
  return judgeOwnersFile({ text, hostProblems }, await ownersQuestion(path, guarded, context));
}

/** What policy says of owners, for everything that is approved. */
export async function ownersQuestion(
  path: string,
  { repository, engines, policy }: Guarded,
  context: Pick<ReviewContext, "policy">,
): Promise<OwnersQuestion> {
  const approved = await Promise.all(
    engines.map(async (engine) => {
      const baseline = await repository.openBaseline(engine.id);
      return { engine, entries: baseline?.snapshot.entries ?? [] };
    }),
  );
  return { path, policy, review: context.policy, engines: approved };
}

async function ask<T>({ logger }: ReviewContext, question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code === "aborted" || error.code === "bug") throw error;
    logger?.warn("the forge did not tell how the repository is guarded", { code: error.code });
    return undefined;
  }
}
