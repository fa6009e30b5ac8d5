import { type Hub, HubRefusal, type Pull } from "./hub.js";
import { checkBody, custom } from "./open-pull.js";
import type { IssueRecord } from "./records.js";
import { tellPull } from "./tell-pull.js";

export interface IssueEdit {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: "open" | "closed";
  readonly labels?: readonly string[];
}

/** Edits, closes or opens again as `PATCH` does. @throws HubRefusal 422 */
export async function changeIssue(hub: Hub, login: string, issue: IssueRecord, edit: IssueEdit): Promise<void> {
  checkBody(edit.body, issue.pull === undefined ? "Issue" : "PullRequest");
  if (edit.title !== undefined && edit.title.trim() === "") throw custom("title can't be blank");
  if (edit.state === "open" && issue.state === "closed") await reopen(hub, login, issue);
  if (edit.state === "closed" && issue.state === "open") close(hub, login, issue);
  if (edit.title === undefined && edit.body === undefined && edit.labels === undefined) return;
  const changes = {
    ...(edit.title !== undefined && { title: { from: issue.title } }),
    ...(edit.body !== undefined && { body: { from: issue.body } }),
  };
  issue.title = edit.title ?? issue.title;
  issue.body = edit.body === undefined ? issue.body : edit.body;
  issue.labels = edit.labels === undefined ? issue.labels : [...edit.labels];
  issue.updatedAt = hub.stamp();
  tellChange(hub, login, issue, edit.labels === undefined ? "edited" : "labeled", { changes });
}

/** Closes an issue or a pull request. */
export function close(hub: Hub, login: string, issue: IssueRecord): void {
  const at = hub.stamp();
  Object.assign(issue, { state: "closed", closedAt: at, updatedAt: at, closedBy: login });
  tellChange(hub, login, issue, "closed");
}

async function reopen(hub: Hub, login: string, issue: IssueRecord): Promise<void> {
  if (issue.pull !== undefined) await checkReopening(hub, { ...issue, pull: issue.pull });
  Object.assign(issue, { state: "open", closedAt: null, updatedAt: hub.stamp(), closedBy: null });
  tellChange(hub, login, issue, "reopened");
}

/** A closed pull request stands on the commit that it was closed with: it opens again with that one alone, or a later one. */
async function checkReopening(hub: Hub, { pull }: Pull): Promise<void> {
  const refuse = (what: string): HubRefusal =>
    new HubRefusal(422, "Validation Failed", [
      { resource: "PullRequest", code: "custom", field: "state", message: `state cannot be changed. ${what}` },
    ]);
  if (pull.mergedAt !== null) throw refuse("The pull request has been merged.");
  const head = (await hub.git.branches()).get(pull.headRef);
  if (head === undefined) throw refuse(`The ${pull.headRef} branch has been deleted.`);
  if (pull.branchLost !== null) throw refuse(`The ${pull.headRef} branch was force-pushed or recreated.`);
  const isTaken = hub
    .pulls()
    .some(
      (other) => other.state === "open" && other.pull.headRef === pull.headRef && other.pull.baseRef === pull.baseRef,
    );
  if (isTaken) throw refuse(`There is already an open pull request from ${pull.headRef} to ${pull.baseRef}.`);
}

function tellChange(
  hub: Hub,
  login: string,
  issue: IssueRecord,
  action: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  if (issue.pull === undefined) return;
  const pull: Pull = { ...issue, pull: issue.pull };
  hub.tell("pull_request", { action, number: issue.number, pull_request: tellPull(hub, pull), ...more, sender: login });
}

/** Adds a comment of somebody's. @throws HubRefusal 422 */
export function addComment(hub: Hub, login: string, issue: IssueRecord, body: string): IssueRecord["comments"][number] {
  checkBody(body, "IssueComment");
  if (body.trim() === "")
    throw new HubRefusal(422, "Validation Failed", [
      { resource: "IssueComment", code: "missing_field", field: "body" },
    ]);
  const comment = { id: hub.nextId(), login, body, at: hub.stamp() };
  issue.comments.push(comment);
  issue.updatedAt = comment.at;
  const { number } = issue;
  hub.tell("issue_comment", {
    action: "created",
    issue: { number, ...(issue.pull !== undefined && { pull_request: {} }) },
    comment: {
      id: comment.id,
      user: { login },
      body,
      created_at: comment.at,
      updated_at: comment.at,
      author_association: "MEMBER",
    },
    sender: login,
  });
  return comment;
}
