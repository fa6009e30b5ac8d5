import { afterPush } from "./after-push.js";
import { mayBypass } from "./branch-rules.js";
import { type Hub, HubRefusal, type Pull } from "./hub.js";
import { mergeProblem } from "./merge-problem.js";
import { tellPull } from "./tell-pull.js";

export interface MergeWish {
  readonly method?: "merge" | "squash" | "rebase";
  /** The head that was looked at; another one is a conflict (409). */
  readonly sha?: string;
  /** Whoever may pass by the rules does so. Default: nobody passes. */
  readonly bypass?: boolean;
}

/** Merges with a real commit on the base. @throws HubRefusal 405, 409 */
export async function mergePull(hub: Hub, login: string, issue: Pull, wish: MergeWish = {}): Promise<string> {
  const { pull } = issue;
  if (!hub.mayWrite(login)) throw new HubRefusal(403, "Resource not accessible by personal access token");
  if (issue.state === "closed") throw new HubRefusal(405, "Pull Request is not mergeable");
  if (wish.sha !== undefined && wish.sha !== pull.headSha)
    throw new HubRefusal(409, "Head branch was modified. Review and try the merge again.");
  const problem = await mergeProblem(hub, issue);
  if (problem !== undefined && !(wish.bypass === true && mayBypass(hub, pull.baseRef, login)))
    throw new HubRefusal(405, problem);
  const before = await hub.git.branches();
  const base = before.get(pull.baseRef);
  if (base === undefined) throw new HubRefusal(405, "Pull Request is not mergeable");
  const merged = await writeMerge(hub, login, issue, { base, method: wish.method ?? "merge" });
  await hub.git.setBranch(pull.baseRef, merged);
  const at = hub.stamp();
  Object.assign(pull, { mergedAt: at, mergedBy: login, mergeCommit: merged });
  Object.assign(issue, { state: "closed", closedAt: at, updatedAt: at, closedBy: login });
  hub.tell("pull_request", {
    action: "closed",
    number: issue.number,
    pull_request: tellPull(hub, issue),
    sender: login,
  });
  await afterPush(hub, login, before);
  return merged;
}

interface Merging {
  readonly base: string;
  readonly method: "merge" | "squash" | "rebase";
}

async function writeMerge(
  hub: Hub,
  login: string,
  { number, title, pull }: Pull,
  { base, method }: Merging,
): Promise<string> {
  const by = { login, at: hub.now() };
  const tree = await hub.git.mergedTree(base, pull.headSha);
  if (tree === undefined) throw new HubRefusal(405, "Pull Request is not mergeable");
  if (method === "merge") {
    const message = `Merge pull request #${number} from ${hub.model.repository.split("/")[0]}/${pull.headRef}\n\n${title}\n`;
    return hub.git.commit(tree, [base, pull.headSha], message, by);
  }
  if (method === "squash") return hub.git.commit(tree, [base], `${title} (#${number})\n`, by);
  let onto = base;
  for (const sha of await hub.git.commitsBetween(base, pull.headSha)) onto = await replay(hub, sha, { onto, by });
  return onto;
}

/** Writes one commit anew on top of another: a rebase merge on GitHub always makes new commits. */
async function replay(
  hub: Hub,
  sha: string,
  { onto, by }: { readonly onto: string; readonly by: { readonly login: string; readonly at: Date } },
): Promise<string> {
  const { git } = hub;
  const parent = await git.run(["rev-parse", `${sha}^`]);
  // The base of the merge is the commit's own parent: both sides are made children of it.
  const ours = await git.commit(await git.run(["rev-parse", `${onto}^{tree}`]), [parent], "", by);
  const tree = await git.mergedTree(ours, sha);
  if (tree === undefined) throw new HubRefusal(405, "This branch can't be rebased due to conflicts");
  return git.commit(tree, [onto], `${await git.run(["log", "-1", "--format=%B", sha])}\n`, by);
}
