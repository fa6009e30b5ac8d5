import type { Hub, Pull } from "./hub.js";
import { tellUser } from "./tell-user.js";

const WEB = "https://github.hospital.test";

/** A pull request as REST and webhooks tell it; in lists without who merged it, as GitHub has it. */
export function tellPull(hub: Hub, issue: Pull, form: "full" | "simple" = "full"): Readonly<Record<string, unknown>> {
  const { number, pull } = issue;
  const { repository } = hub.model;
  const simple = {
    id: issue.id,
    node_id: `PR_${issue.id}`,
    url: `${WEB}/api/v3/repos/${repository}/pulls/${number}`,
    html_url: `${WEB}/${repository}/pull/${number}`,
    number,
    state: issue.state,
    locked: false,
    draft: false,
    title: issue.title,
    body: issue.body,
    user: tellUser(hub, issue.author),
    labels: issue.labels.map((name) => tellLabel(hub, name)),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    // Of an open one GitHub tells a commit that it made to try the merge; that one is nowhere.
    merge_commit_sha: pull.mergeCommit ?? (issue.state === "open" ? "f".repeat(40) : null),
    requested_reviewers: [...pull.reviewers].map((login) => tellUser(hub, login)),
    requested_teams: [...pull.teams].map((slug) => ({ slug, name: slug })),
    head: {
      ref: pull.headRef,
      sha: pull.headSha,
      label: `${ownerOf(hub, pull.fork)}:${pull.headRef}`,
      repo: tellRepo(hub, pull.fork),
    },
    base: {
      ref: pull.baseRef,
      sha: pull.baseSha,
      label: `${ownerOf(hub, null)}:${pull.baseRef}`,
      repo: tellRepo(hub, null),
    },
    author_association: "MEMBER",
    auto_merge: null,
  };
  if (form === "simple") return simple;
  const merged = pull.mergedAt !== null;
  return {
    ...simple,
    merged,
    merged_by: pull.mergedBy === null ? null : tellUser(hub, pull.mergedBy),
    mergeable: issue.state === "open" ? true : null,
    mergeable_state: "unknown",
    comments: issue.comments.length,
    maintainer_can_modify: false,
  };
}

export function tellLabel(hub: Hub, name: string): Readonly<Record<string, unknown>> {
  const url = `${WEB}/api/v3/repos/${hub.model.repository}/labels/${encodeURIComponent(name)}`;
  return { id: 1, node_id: "LA_1", url, name, description: null, color: "ededed", default: false };
}

function ownerOf(hub: Hub, fork: string | null): string {
  return (fork ?? hub.model.repository).split("/")[0] ?? "";
}

function tellRepo(hub: Hub, fork: string | null): Readonly<Record<string, unknown>> {
  const full_name = fork ?? hub.model.repository;
  return {
    id: 4711,
    node_id: "R_4711",
    name: full_name.split("/")[1],
    full_name,
    private: true,
    default_branch: "main",
    html_url: `${WEB}/${full_name}`,
  };
}
