import { changeIssue } from "./change-pull.js";
import { type Hub, HubRefusal, type Pull } from "./hub.js";
import { mergePull } from "./merge-pull.js";
import { openPull } from "./open-pull.js";
import type { PullReview } from "./records.js";
import { reviewPull } from "./review-pull.js";
import { type HubAnswer, type HubCall, numberAt, type Route, textOf, textsOf } from "./route.js";
import { tellPull } from "./tell-pull.js";
import { tellUser } from "./tell-user.js";

const PULLS = "/repos/{owner}/{repo}/pulls";
const PULL = `${PULLS}/{pull_number}`;

/** Pull requests over REST. */
export const PULL_ROUTES: readonly Route[] = [
  { operation: `GET ${PULLS}`, needs: ["pull_requests", "read"], answer: listPulls },
  {
    operation: `POST ${PULLS}`,
    needs: ["pull_requests", "write"],
    creates: true,
    async answer({ hub, identity, body }) {
      const wanted = {
        title: textOf(body["title"]),
        head: textOf(body["head"]),
        base: textOf(body["base"]),
        body: textOf(body["body"]),
      };
      return { status: 201, body: tellPull(hub, await openPull(hub, identity.login, wanted)) };
    },
  },
  {
    operation: `GET ${PULL}`,
    needs: ["pull_requests", "read"],
    answer: ({ hub, path }) => ({ body: tellPull(hub, pullAt(hub, path)) }),
  },
  {
    operation: `PATCH ${PULL}`,
    needs: ["pull_requests", "write"],
    creates: true,
    async answer({ hub, identity, path, body }) {
      const pull = pullAt(hub, path);
      await changeIssue(hub, identity.login, pull, body);
      return { body: tellPull(hub, pull) };
    },
  },
  {
    operation: `PUT ${PULL}/merge`,
    needs: ["contents", "write"],
    creates: true,
    async answer({ hub, identity, path, body }) {
      const method = (["merge", "squash", "rebase"] as const).find((each) => each === body["merge_method"]) ?? "merge";
      const sha = typeof body["sha"] === "string" ? { sha: body["sha"] } : {};
      return {
        body: {
          sha: await mergePull(hub, identity.login, pullAt(hub, path), { method, ...sha, bypass: true }),
          merged: true,
          message: "Pull Request successfully merged",
        },
      };
    },
  },
  {
    operation: `POST ${PULL}/requested_reviewers`,
    needs: ["pull_requests", "write"],
    creates: true,
    answer: askReviewers,
  },
  {
    operation: `GET ${PULL}/reviews`,
    needs: ["pull_requests", "read"],
    answer: ({ hub, path }) => ({
      rows: pullAt(hub, path).pull.reviews.map((review) => tellReview(hub, pullAt(hub, path), review)),
    }),
  },
  {
    operation: `POST ${PULL}/reviews`,
    needs: ["pull_requests", "write"],
    creates: true,
    answer({ hub, identity, path, body }) {
      const state =
        body["event"] === "APPROVE"
          ? "APPROVED"
          : body["event"] === "REQUEST_CHANGES"
            ? "CHANGES_REQUESTED"
            : "COMMENTED";
      const review = reviewPull(hub, identity.login, pullAt(hub, path), { state, text: textOf(body["body"]) });
      return { body: tellReview(hub, pullAt(hub, path), review) };
    },
  },
];

function pullAt(hub: Hub, path: Readonly<Record<string, string>>): Pull {
  return hub.pull(numberAt(path, "pull_number"));
}

function listPulls({ hub, query }: HubCall): HubAnswer {
  const [state, head, base] = [query.get("state") ?? "open", query.get("head"), query.get("base")];
  const owner = hub.model.repository.split("/")[0];
  const found = hub
    .pulls()
    .filter((pull) => state === "all" || pull.state === state)
    .filter(({ pull }) => head === null || `${pull.fork?.split("/")[0] ?? owner}:${pull.headRef}` === head)
    .filter(({ pull }) => base === null || pull.baseRef === base);
  const by = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  // Without a word on it the newest created come first, and of any other order the least.
  const ascending = (query.get("direction") ?? (by === "createdAt" ? "desc" : "asc")) === "asc";
  const ordered = found.toSorted((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : a.number - b.number));
  return { rows: (ascending ? ordered : ordered.toReversed()).map((pull) => tellPull(hub, pull, "simple")) };
}

/** All of them or none: one who is no collaborator spoils the question to the others. */
function askReviewers({ hub, path, body }: HubCall): HubAnswer {
  const issue = pullAt(hub, path);
  const [people, teams] = [textsOf(body["reviewers"]), textsOf(body["team_reviewers"])];
  if (people.includes(issue.author)) throw new HubRefusal(422, "Review cannot be requested from pull request author.");
  const owner = hub.model.repository.split("/")[0];
  const isKnown =
    people.every((login) => hub.roleOf(login) !== "none") &&
    teams.every(
      (slug) => (hub.teams.get(`${owner}/${slug}`)?.role ?? "write") !== "none" && hub.teams.has(`${owner}/${slug}`),
    );
  if (!isKnown) {
    throw new HubRefusal(
      422,
      "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.",
    );
  }
  for (const login of people) issue.pull.reviewers.add(login);
  for (const slug of teams) issue.pull.teams.add(slug);
  issue.updatedAt = hub.stamp();
  return { status: 201, body: tellPull(hub, issue, "simple") };
}

function tellReview(hub: Hub, issue: Pull, review: PullReview): Readonly<Record<string, unknown>> {
  const html_url = `https://github.hospital.test/${hub.model.repository}/pull/${issue.number}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: tellUser(hub, review.login),
    body: review.body,
    state: review.state,
    html_url,
    submitted_at: review.at,
    commit_id: review.commit,
    author_association: "MEMBER",
  };
}
