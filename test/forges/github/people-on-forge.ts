import { dismiss } from "#services/simulators/github/review-pull";
import type { ForgePeople } from "#test/conformance/forge-harness";
import type { GitHubForgeSimulator } from "#test/fakes/start-github-forge-simulator";

let pushes = 0;

/** As the store pushes a proposal: one commit on top of main, whatever the branch held. */
export async function pushAnew(
  { hub, people }: GitHubForgeSimulator,
  branch: string,
  account: string,
): Promise<string> {
  pushes += 1;
  const files = { [`reviews/${branch}/proposal.json`]: `{ "push": ${pushes} }\n` };
  const sha = await hub.git.commitFiles("refs/heads/main", files, `Proposal ${pushes}\n`, {
    login: account,
    at: hub.now(),
  });
  await people.forcePush(account, branch, sha);
  return sha;
}

/** What people do and see, as the suite asks for it. */
export function peopleOn({ hub, people }: GitHubForgeSimulator): ForgePeople {
  return {
    approve: async (number, account, text) => void people.approve(account, number, text),
    requestChanges: async (number, account, text) => void people.requestChanges(account, number, text),
    comment: async (number, account, text) => people.comment(account, number, text),
    async dismiss(number, account) {
      const pull = hub.pull(number);
      const review = pull.pull.reviews.findLast(({ login }) => login === account);
      if (review !== undefined) dismiss(hub, pull, review);
    },
    merge: (number, account) => people.merge(account, number),
    close: (number, account) => people.close(account, number),
    reopen: (number, account) => people.reopen(account, number),
    deleteBranch: (branch, account) => people.deleteBranch(account, branch),
    pushCommit: (branch, account) => people.pushCommit(account, branch, { "person.txt": "by hand\n" }),
    async openReview(branch, account, fromFork) {
      if (fromFork) return people.openFromFork(account, { fork: `${account}/estate`, head: branch, title: "Look" });
      await people.pushCommit(account, branch, { "person.txt": "by hand\n" });
      return people.openPull(account, { title: "Look", head: branch, base: "main" });
    },
    setMembers: (team, accounts) => void hub.teams.set(team, { members: accounts }),
    comments: async (number) => hub.issue(number).comments.map(({ body }) => body),
    async statuses(commit) {
      const newest = new Map(
        hub.statuses.filter(({ sha }) => sha === commit).map((status) => [status.context, status]),
      );
      return [...newest.values()].map(({ context, state, description }) => ({
        context,
        state,
        description: description ?? "",
      }));
    },
    checks: async (commit) =>
      hub.checks
        .filter(({ sha }) => sha === commit)
        .map(({ name, conclusion }) => ({ name, conclusion: conclusion ?? "" })),
    async asked(number) {
      const { reviewers, teams } = hub.pull(number).pull;
      return [...reviewers, ...[...teams].map((slug) => `hospital/${slug}`)].map((name) => name.toLowerCase());
    },
    async dashboards() {
      const issues = [...hub.issues.values()].filter(
        ({ labels, state }) => state === "open" && labels.includes("lockstep-dashboard"),
      );
      return issues.map(({ body }) => body ?? "");
    },
  };
}
