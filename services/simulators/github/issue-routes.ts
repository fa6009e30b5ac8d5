import { addComment, changeIssue } from "./change-pull.js";
import { type Hub, HubRefusal } from "./hub.js";
import { checkBody } from "./open-pull.js";
import type { IssueRecord } from "./records.js";
import { type HubAnswer, type HubCall, numberAt, type Route, textOf, textsOf } from "./route.js";
import { tellLabel } from "./tell-pull.js";
import { tellUser } from "./tell-user.js";

const ISSUES = "/repos/{owner}/{repo}/issues";
const ISSUE = `${ISSUES}/{issue_number}`;

/** Issues over REST, and what pull requests share with them. */
export const ISSUE_ROUTES: readonly Route[] = [
  { operation: `GET ${ISSUES}`, needs: ["issues", "read"], answer: listIssues },
  { operation: `POST ${ISSUES}`, needs: ["issues", "write"], creates: true, answer: openIssue },
  {
    operation: `GET ${ISSUE}`,
    needs: ["issues", "read"],
    answer: ({ hub, path }) => ({ body: tellIssue(hub, issueAt(hub, path)) }),
  },
  {
    operation: `PATCH ${ISSUE}`,
    needs: ["issues", "write"],
    creates: true,
    async answer({ hub, identity, path, body }) {
      const issue = issueAt(hub, path);
      await changeIssue(hub, identity.login, issue, body);
      return { body: tellIssue(hub, issue) };
    },
  },
  {
    operation: `GET ${ISSUE}/comments`,
    needs: ["issues", "read"],
    answer({ hub, path, query }) {
      const since = query.get("since") ?? "";
      return {
        rows: issueAt(hub, path)
          .comments.filter(({ at }) => at >= since)
          .map((comment) => tellComment(hub, comment)),
      };
    },
  },
  {
    operation: `POST ${ISSUE}/comments`,
    needs: ["issues", "write"],
    creates: true,
    answer: ({ hub, identity, path, body }) => ({
      status: 201,
      body: tellComment(hub, addComment(hub, identity.login, issueAt(hub, path), textOf(body["body"]))),
    }),
  },
  {
    operation: `POST ${ISSUE}/labels`,
    needs: ["issues", "write"],
    creates: true,
    answer: (call) => setLabels(call, [...issueAt(call.hub, call.path).labels, ...textsOf(call.body["labels"])]),
  },
  {
    operation: `PUT ${ISSUE}/labels`,
    needs: ["issues", "write"],
    creates: true,
    answer: (call) => setLabels(call, textsOf(call.body["labels"])),
  },
];

function issueAt(hub: Hub, path: Readonly<Record<string, string>>): IssueRecord {
  return hub.issue(numberAt(path, "issue_number"));
}

function listIssues({ hub, query }: HubCall): HubAnswer {
  const [state, creator, since] = [query.get("state") ?? "open", query.get("creator"), query.get("since") ?? ""];
  const labels = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
  const found = [...hub.issues.values()]
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => creator === null || issue.author === creator)
    .filter((issue) => issue.updatedAt >= since)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)));
  const ordered = query.get("direction") === "asc" ? found : found.toReversed();
  return { rows: ordered.map((issue) => tellIssue(hub, issue)) };
}

function openIssue({ hub, identity, body }: HubCall): HubAnswer {
  if (hub.model.hasIssues === false) throw new HubRefusal(410, "Issues has been disabled in this repository.");
  const text = textOf(body["body"]);
  checkBody(text, "Issue");
  const at = hub.stamp();
  const issue: IssueRecord = {
    id: hub.nextId(),
    number: hub.nextNumber(),
    author: identity.login,
    title: textOf(body["title"]),
    body: text,
    state: "open",
    // Labels of somebody who may not write here are passed over without a word.
    labels: hub.mayWrite(identity.login) ? [...textsOf(body["labels"])] : [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    comments: [],
  };
  hub.issues.set(issue.number, issue);
  return { status: 201, body: tellIssue(hub, issue) };
}

function setLabels({ hub, path }: HubCall, labels: readonly string[]): HubAnswer {
  const issue = issueAt(hub, path);
  const isLong = labels.some((label) => label.length > 50);
  if (isLong)
    throw new HubRefusal(422, "Validation Failed", [
      { resource: "Label", code: "custom", field: "name", message: "name is too long (maximum is 50 characters)" },
    ]);
  issue.labels = [...new Set(labels)];
  issue.updatedAt = hub.stamp();
  return { body: issue.labels.map((name) => tellLabel(hub, name)) };
}

function tellIssue(hub: Hub, issue: IssueRecord): Readonly<Record<string, unknown>> {
  const web = `https://github.hospital.test/${hub.model.repository}`;
  return {
    id: issue.id,
    number: issue.number,
    html_url: `${web}/${issue.pull === undefined ? "issues" : "pull"}/${issue.number}`,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    user: tellUser(hub, issue.author),
    labels: issue.labels.map((name) => tellLabel(hub, name)),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: issue.closedBy === null ? null : tellUser(hub, issue.closedBy),
    ...(issue.pull !== undefined && { pull_request: { url: `${web}/pulls/${issue.number}` } }),
  };
}

function tellComment(
  hub: Hub,
  { id, login, body, at }: IssueRecord["comments"][number],
): Readonly<Record<string, unknown>> {
  const url = `https://github.hospital.test/comments/${id}`;
  return {
    id,
    node_id: `IC_${id}`,
    url,
    html_url: url,
    issue_url: url,
    user: tellUser(hub, login),
    body,
    created_at: at,
    updated_at: at,
    author_association: "MEMBER",
  };
}
