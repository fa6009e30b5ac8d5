import type { DevOpsState } from "./devops-state.js";
import type { PullData } from "./model.js";
import { addPull } from "./pull-routes.js";

/** What people do on a host past Lockstep, in the browser or with git of their own. */
export class People {
  private readonly state: DevOpsState;

  constructor(state: DevOpsState) {
    this.state = state;
  }

  vote(number: number, account: string, vote: number): void {
    this.state.vote(this.get(number), this.state.person(account), vote);
  }

  comment(number: number, account: string, content: string, properties: Readonly<Record<string, unknown>> = {}): void {
    const author = { ...this.state.person(account) };
    const isForged = Object.keys(properties).length > 0;
    const comments = [{ author, content, commentType: isForged ? "system" : "text" }];
    const people = Object.fromEntries(this.state.people.map((person) => [person.uniqueName, person]));
    this.state.addThread(this.get(number), { comments, properties, identities: people, status: "active" });
  }

  /** Completes a review with a merge commit. */
  async complete(number: number, account: string): Promise<string> {
    const { git } = this.state;
    const pull = this.get(number);
    const heads = await git.branches();
    const [base = "", head = ""] = [heads.get(branchOf(pull.targetRefName)), pull.iterations.at(-1)?.commit];
    const tree = await git.mergedTree(base, head);
    if (tree === undefined) throw new Error("the branches are in conflict");
    const by = { login: account, at: this.state.now() };
    const commit = await git.commit(tree, [base, head], `Merged PR ${number}: ${pull.title}`, by);
    await git.setBranch(branchOf(pull.targetRefName), commit);
    this.end(pull, account, "completed");
    pull.mergeCommit = commit;
    return commit;
  }

  abandon(number: number, account: string): void {
    this.end(this.get(number), account, "abandoned");
  }

  reactivate(number: number): void {
    Object.assign(this.get(number), { status: "active", closedDate: undefined, closedBy: undefined });
  }

  async deleteBranch(branch: string): Promise<void> {
    await this.state.git.setBranch(branch, null);
  }

  /** A commit on top of the branch, or of another one where that is where it begins. */
  async push(branch: string, account: string, from = branch): Promise<string> {
    const { git } = this.state;
    const on = (await git.branches()).get(from);
    const files = { [`notes/${this.state.id()}.txt`]: `by ${account}\n` };
    const commit = await git.commitFiles(on, files, `By ${account}`, { login: account, at: this.state.now() });
    await git.setBranch(branch, commit);
    await this.state.afterPush();
    return commit;
  }

  open(branch: string, account: string, isFork = false): number {
    const createdBy = this.state.person(account);
    const refs = { sourceRefName: `refs/heads/${branch}`, targetRefName: "refs/heads/main" };
    return addPull(this.state, { ...refs, title: "Mine", description: "", labels: [], createdBy, isFork }).id;
  }

  private end(pull: PullData, account: string, status: PullData["status"]): void {
    Object.assign(pull, { status, closedDate: this.state.stamp(), closedBy: this.state.person(account) });
  }

  private get(number: number): PullData {
    const pull = this.state.pull(number);
    if (pull === undefined) throw new Error(`there is no review ${number}`);
    return pull;
  }
}

function branchOf(ref: string): string {
  return ref.replace("refs/heads/", "");
}
