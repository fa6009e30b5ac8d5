import type { DevOpsState } from "./devops-state.js";
import type { PullData } from "./model.js";

/** A pull request as it is answered; in a list its description is cut. */
export function tellPull(state: DevOpsState, pull: PullData, inList = false): Readonly<Record<string, unknown>> {
  const head = pull.iterations.at(-1)?.commit;
  return {
    repository: { id: state.repositoryId, name: state.model.repository },
    pullRequestId: pull.id,
    status: pull.status,
    createdBy: pull.createdBy,
    creationDate: pull.creationDate,
    title: pull.title,
    description: inList ? pull.description.slice(0, 400) : pull.description,
    sourceRefName: pull.sourceRefName,
    targetRefName: pull.targetRefName,
    mergeStatus: "succeeded",
    lastMergeSourceCommit: { commitId: head },
    ...(pull.mergeCommit !== undefined && { lastMergeCommit: { commitId: pull.mergeCommit } }),
    ...(pull.closedDate !== undefined && { closedDate: pull.closedDate, closedBy: pull.closedBy }),
    ...(pull.isFork && { forkSource: { name: pull.sourceRefName, repository: { name: "somebody-else" } } }),
    reviewers: [...pull.reviewers].map(([id, { vote, name, isContainer }]) => ({
      id,
      vote,
      uniqueName: name,
      displayName: name,
      ...(isContainer && { isContainer }),
    })),
  };
}
