import type { FileChanges } from "../wire/git-repository.js";
import { afterPush } from "./after-push.js";
import { addComment, changeIssue, type IssueEdit } from "./change-pull.js";
import type { Hub } from "./hub.js";
import type { Role } from "./hub-model.js";
import { type MergeWish, mergePull } from "./merge-pull.js";
import { addPull, openPull, type PullToOpen } from "./open-pull.js";
import type { ClassicProtection, PullReview, Ruleset } from "./records.js";
import { reviewPull } from "./review-pull.js";

/** What people do on the web pages, each by their login. What GitHub would refuse them is thrown. */
export interface People {
  approve(login: string, number: number, text?: string): PullReview;
  requestChanges(login: string, number: number, text?: string): PullReview;
  /** A review that only comments. */
  remark(login: string, number: number, text: string): PullReview;
  comment(login: string, number: number, text: string): void;
  edit(login: string, number: number, edit: Omit<IssueEdit, "state">): Promise<void>;
  merge(login: string, number: number, wish?: Omit<MergeWish, "bypass">): Promise<string>;
  /** Merges past what the rules ask for, where they let the person pass. */
  mergeAsAdmin(login: string, number: number, wish?: Omit<MergeWish, "bypass">): Promise<string>;
  close(login: string, number: number): Promise<void>;
  reopen(login: string, number: number): Promise<void>;
  openPull(login: string, wanted: PullToOpen): Promise<number>;
  /** A pull request from somebody's fork, whose branch only looks like one of ours. */
  openFromFork(
    login: string,
    wanted: { readonly fork: string; readonly head: string; readonly title: string },
  ): Promise<number>;
  deleteBranch(login: string, branch: string): Promise<void>;
  /** Commits on a branch, which is made where it is not there; from `main`, or as the very first commit. Gives the commit. */
  pushCommit(login: string, branch: string, files: FileChanges, message?: string): Promise<string>;
  /** Moves a branch to a commit, whatever it held. */
  forcePush(login: string, branch: string, sha: string): Promise<void>;
  addMember(team: string, login: string): void;
  setRole(login: string, role: Role): void;
  /** Guards a branch by protection of the older form; `null` takes it away. */
  protect(branch: string, protection: ClassicProtection | null): void;
  addRuleset(ruleset: Omit<Ruleset, "id">): number;
}

export function createPeople(hub: Hub): People {
  const review =
    (state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED") => (login: string, number: number, text?: string) =>
      reviewPull(hub, login, hub.pull(number), { state, ...(text !== undefined && { text }) });
  const push = async (login: string, branch: string, sha: string | null): Promise<void> => {
    const before = await hub.git.branches();
    await hub.git.setBranch(branch, sha);
    await afterPush(hub, login, before);
  };
  return {
    approve: review("APPROVED"),
    requestChanges: review("CHANGES_REQUESTED"),
    remark: review("COMMENTED"),
    comment: (login, number, text) => void addComment(hub, login, hub.issue(number), text),
    edit: (login, number, edit) => changeIssue(hub, login, hub.issue(number), edit),
    merge: (login, number, wish = {}) => mergePull(hub, login, hub.pull(number), wish),
    mergeAsAdmin: (login, number, wish = {}) => mergePull(hub, login, hub.pull(number), { ...wish, bypass: true }),
    close: (login, number) => changeIssue(hub, login, hub.issue(number), { state: "closed" }),
    reopen: (login, number) => changeIssue(hub, login, hub.issue(number), { state: "open" }),
    openPull: async (login, wanted) => (await openPull(hub, login, wanted)).number,
    openFromFork: async (login, { fork, head, title }) => {
      const main = (await hub.git.branches()).get("main") ?? "";
      return addPull(hub, login, {
        title,
        body: null,
        headRef: head,
        headSha: main,
        baseRef: "main",
        baseSha: main,
        fork,
      }).number;
    },
    deleteBranch: (login, branch) => push(login, branch, null),
    pushCommit: async (login, branch, files, message = "Change") => {
      const branches = await hub.git.branches();
      const sha = await hub.git.commitFiles(branches.get(branch) ?? branches.get("main"), files, `${message}\n`, {
        login,
        at: hub.now(),
      });
      await push(login, branch, sha);
      return sha;
    },
    forcePush: (login, branch, sha) => push(login, branch, sha),
    addMember: (team, login) => {
      const known = hub.teams.get(team) ?? { members: [] };
      hub.teams.set(team, { ...known, members: [...new Set([...known.members, login])] });
    },
    setRole: (login, role) => void hub.people.set(login, role),
    protect: (branch, protection) =>
      void (protection === null ? hub.classic.delete(branch) : hub.classic.set(branch, protection)),
    addRuleset: (ruleset) => {
      const id = hub.nextId();
      hub.rulesets.set(id, { ...ruleset, id });
      return id;
    },
  };
}
