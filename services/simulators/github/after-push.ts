import { rulesOf } from "./branch-rules.js";
import { close } from "./change-pull.js";
import type { Hub, Pull } from "./hub.js";
import { dismiss } from "./review-pull.js";
import { tellPull } from "./tell-pull.js";

const NOTHING = "0".repeat(40);

/** Does what GitHub does after branches moved: heads follow, approvals go stale, pull requests end with their branch. */
export async function afterPush(hub: Hub, login: string, before: ReadonlyMap<string, string>): Promise<void> {
  const after = await hub.git.branches();
  for (const branch of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(branch), after.get(branch)];
    if (from === to) continue;
    const forced = from !== undefined && to !== undefined && !(await hub.git.isAncestor(from, to));
    hub.tell("push", {
      ref: `refs/heads/${branch}`,
      before: from ?? NOTHING,
      after: to ?? NOTHING,
      created: from === undefined,
      deleted: to === undefined,
      forced,
      commits: [],
      pusher: { name: login },
      sender: login,
    });
    for (const issue of hub.pulls()) {
      if (issue.pull.headRef === branch && issue.pull.fork === null)
        await followHead(hub, login, issue, { from, to, forced });
      if (issue.pull.baseRef === branch && to !== undefined) await followBase(hub, login, issue, to);
    }
  }
}

interface Move {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly forced: boolean;
}

async function followHead(hub: Hub, login: string, issue: Pull, { from, to, forced }: Move): Promise<void> {
  const { pull } = issue;
  if (issue.state === "closed") {
    if (pull.mergedAt === null) await rememberLoss(hub, pull, { from, to, forced });
    return;
  }
  if (to === undefined) {
    pull.branchLost = "deleted";
    close(hub, login, issue);
    return;
  }
  Object.assign(pull, { headSha: to, lastPusher: login });
  issue.updatedAt = hub.stamp();
  await hub.git.setRef(`refs/pull/${issue.number}/head`, to);
  hub.tell("pull_request", {
    action: "synchronize",
    number: issue.number,
    before: from,
    after: to,
    pull_request: tellPull(hub, issue),
    sender: login,
  });
  if (rulesOf(hub, pull.baseRef).dismissStale) {
    for (const review of pull.reviews) if (review.state === "APPROVED") dismiss(hub, issue, review);
  }
}

/** A branch put back to the commit of a closed pull request counts as if it had never gone. */
async function rememberLoss(hub: Hub, pull: Pull["pull"], { to }: Move): Promise<void> {
  if (to === undefined) pull.branchLost = "deleted";
  else if (to === pull.headSha) pull.branchLost = null;
  else if (await hub.git.isAncestor(pull.headSha, to)) pull.headSha = to;
  else pull.branchLost = "rewritten";
}

/** What the base holds already is merged, whoever pushed it there. */
async function followBase(hub: Hub, login: string, issue: Pull, base: string): Promise<void> {
  const { pull } = issue;
  if (issue.state !== "open" || !(await hub.git.isAncestor(pull.headSha, base))) return;
  const at = hub.stamp();
  Object.assign(pull, { mergedAt: at, mergedBy: login, mergeCommit: pull.headSha });
  Object.assign(issue, { state: "closed", closedAt: at, updatedAt: at, closedBy: login });
  hub.tell("pull_request", {
    action: "closed",
    number: issue.number,
    pull_request: tellPull(hub, issue),
    sender: login,
  });
}
