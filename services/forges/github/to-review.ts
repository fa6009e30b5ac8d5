import type { ForgeReview } from "#services/ports/forge";
import { IssueAnswer, PullAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { ISSUE, PULL } from "./requests.js";

/** An account that was deleted, as GitHub itself calls it. */
export const NOBODY = "ghost";

/** A pull request as a review; who ended it is asked for where the answer does not say. */
export async function toReview(hub: Hub, pull: PullAnswer): Promise<ForgeReview> {
  const isMerged = typeof pull.merged_at === "string";
  const state = isMerged ? "merged" : pull.state;
  return {
    number: pull.number,
    url: pull.html_url,
    branch: pull.head.ref,
    base: pull.base.ref,
    title: pull.title,
    body: pull.body ?? "",
    state,
    head: pull.head.sha,
    author: pull.user?.login ?? NOBODY,
    labels: pull.labels.map(({ name }) => name),
    openedAt: pull.created_at,
    endedAt: state === "open" ? null : (pull.merged_at ?? pull.closed_at ?? null),
    endedBy: state === "open" ? null : await endedBy(hub, pull, isMerged),
    // Of an open one, or one that was closed, this is a commit with which GitHub tried the merge.
    mergeCommit: isMerged ? (pull.merge_commit_sha ?? null) : null,
  };
}

/** Lists do not say who merged, and no pull request says who closed it: its issue does. */
async function endedBy(hub: Hub, { number, merged_by }: PullAnswer, isMerged: boolean): Promise<string | null> {
  if (!isMerged) return (await hub.ask(IssueAnswer, ISSUE, { issue_number: number })).closed_by?.login ?? null;
  if (merged_by !== undefined) return merged_by?.login ?? null;
  return (await hub.ask(PullAnswer, PULL, { pull_number: number })).merged_by?.login ?? null;
}
