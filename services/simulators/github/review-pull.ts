import { type Hub, HubRefusal, type Pull } from "./hub.js";
import type { PullReview, ReviewWord } from "./records.js";
import { tellPull } from "./tell-pull.js";
import { tellUser } from "./tell-user.js";

/** Gives somebody's opinion of the head as it is. @throws HubRefusal 422 for one's own pull request, and of one that has ended */
export function reviewPull(
  hub: Hub,
  login: string,
  issue: Pull,
  opinion: { readonly state: ReviewWord; readonly text?: string },
): PullReview {
  const { state, text = "" } = opinion;
  if (login === issue.author && state !== "COMMENTED") {
    const word = state === "APPROVED" ? "approve" : "request changes on";
    throw new HubRefusal(422, "Unprocessable Entity", [`Can not ${word} your own pull request`]);
  }
  if (hub.roleOf(login) === "none") throw new HubRefusal(404, "Not Found");
  const { pull } = issue;
  const review: PullReview = { id: hub.nextId(), login, state, body: text, commit: pull.headSha, at: hub.stamp() };
  pull.reviews.push(review);
  pull.reviewers.delete(login);
  issue.updatedAt = review.at;
  tellReview(hub, issue, review, "submitted");
  return review;
}

/** Takes an approval back, as GitHub does with each that stands when the branch moves and its rules say so. */
export function dismiss(hub: Hub, issue: Pull, review: PullReview): void {
  review.state = "DISMISSED";
  issue.updatedAt = hub.stamp();
  tellReview(hub, issue, review, "dismissed");
}

function tellReview(hub: Hub, issue: Pull, review: PullReview, action: string): void {
  const told = {
    id: review.id,
    user: tellUser(hub, review.login),
    body: review.body,
    commit_id: review.commit,
    submitted_at: review.at,
    // Webhooks write it small, REST writes it large.
    state: review.state.toLowerCase(),
    author_association: "MEMBER",
    html_url: `https://github.hospital.test/${hub.model.repository}/pull/${issue.number}#pullrequestreview-${review.id}`,
  };
  hub.tell("pull_request_review", {
    action,
    review: told,
    pull_request: tellPull(hub, issue, "simple"),
    sender: review.login,
  });
}
