import { type Hub, HubRefusal, type Pull } from "./hub.js";
import { tellPull } from "./tell-pull.js";

export const BODY_MAX = 65_536;

export interface PullToOpen {
  readonly title: string;
  readonly head: string;
  readonly base: string;
  readonly body?: string;
}

/** Opens a pull request as `POST /pulls` does. @throws HubRefusal 422 */
export async function openPull(hub: Hub, login: string, wanted: PullToOpen): Promise<Pull> {
  const { title, head, base, body = null } = wanted;
  checkBody(body);
  if ((title ?? "").trim() === "") throw invalid("PullRequest", "title", "missing_field");
  const branches = await hub.git.branches();
  const headRef = ownRef(hub, head);
  const [headSha, baseSha] = [branches.get(headRef ?? ""), branches.get(base)];
  if (headRef === undefined || headSha === undefined) throw invalid("PullRequest", "head", "invalid");
  if (baseSha === undefined) throw invalid("PullRequest", "base", "invalid");
  const isOpen = hub
    .pulls()
    .some(
      ({ state, pull }) => state === "open" && pull.headRef === headRef && pull.baseRef === base && pull.fork === null,
    );
  if (isOpen) throw custom(`A pull request already exists for ${hub.model.repository.split("/")[0]}:${headRef}.`);
  if ((await hub.git.commitsBetween(baseSha, headSha)).length === 0)
    throw custom(`No commits between ${base} and ${headRef}`);
  const opened = addPull(hub, login, { title, body, headRef, headSha, baseRef: base, baseSha, fork: null });
  await hub.git.setRef(`refs/pull/${opened.number}/head`, headSha);
  hub.tell("pull_request", {
    action: "opened",
    number: opened.number,
    pull_request: tellPull(hub, opened),
    sender: login,
  });
  return opened;
}

interface PullFacts {
  readonly title: string;
  readonly body: string | null;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
  readonly fork: string | null;
}

/** Adds a pull request without looking at its branches: of a fork there are none here. */
export function addPull(hub: Hub, login: string, { title, body, ...facts }: PullFacts): Pull {
  const at = hub.stamp();
  const number = hub.nextNumber();
  const opened: Pull = {
    id: hub.nextId(),
    number,
    author: login,
    title,
    body,
    state: "open",
    labels: [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    comments: [],
    pull: {
      ...facts,
      mergedAt: null,
      mergedBy: null,
      mergeCommit: null,
      lastPusher: login,
      branchLost: null,
      reviewers: new Set(),
      teams: new Set(),
      reviews: [],
    },
  };
  hub.issues.set(number, opened);
  return opened;
}

/** @throws HubRefusal 422 for a text that is too long */
export function checkBody(body: string | null | undefined, resource = "PullRequest"): void {
  if ((body ?? "").length <= BODY_MAX) return;
  const message = `body is too long (maximum is ${BODY_MAX} characters)`;
  throw new HubRefusal(422, "Validation Failed", [{ resource, code: "custom", field: "body", message }]);
}

export function custom(message: string): HubRefusal {
  return new HubRefusal(422, "Validation Failed", [{ resource: "PullRequest", code: "custom", message }]);
}

function invalid(resource: string, field: string, code: string): HubRefusal {
  return new HubRefusal(422, "Validation Failed", [{ resource, field, code }]);
}

function ownRef(hub: Hub, head: string): string | undefined {
  const [owner, ...rest] = head.split(":");
  if (rest.length === 0) return head;
  return owner === hub.model.repository.split("/")[0] ? rest.join(":") : undefined;
}
