import { LockstepError } from "#services/core/errors";
import type { ForgeReview, ForgeSession, ReviewDraft } from "#services/ports/forge";
import { CommentAnswer, PullAnswer } from "./answers.js";
import type { Hub } from "./hub.js";
import { COMMENT, COMMENTS, EDIT_PULL, LIST_PULLS, OPEN_PULL, PULL, SET_LABELS } from "./requests.js";
import { sendOnce } from "./send-once.js";
import { toReview } from "./to-review.js";

/** GitHub takes 65,536 characters; some of them are left to it. */
export const BODY_MAX = 60_000;

/** Opens a review, or makes the one that stands open for the branch as it is drafted: a branch has one. */
export async function openReview(hub: Hub, draft: ReviewDraft): Promise<ForgeReview> {
  const { branch, base, title, body, labels } = draft;
  assertBody(body);
  const standing = await findOpen(hub, draft);
  const pull =
    standing ??
    (await sendOnce(
      () => hub.ask(PullAnswer, OPEN_PULL, { head: branch, base, title, body }),
      () => findOpen(hub, draft),
    ));
  const edit = standing === undefined ? {} : { title, body };
  await editReview(hub, pull.number, { ...edit, ...(!hasLabels(pull, labels) && { labels }) });
  return toReview(hub, await hub.ask(PullAnswer, PULL, { pull_number: pull.number }));
}

async function findOpen(hub: Hub, { branch, base }: ReviewDraft): Promise<PullAnswer | undefined> {
  const head = `${hub.address.owner}:${branch}`;
  const found = await hub.list(PullAnswer, LIST_PULLS, { state: "open", head, base });
  return found.find((pull) => pull.head.ref === branch && pull.base.ref === base);
}

function hasLabels(pull: PullAnswer, labels: readonly string[]): boolean {
  const has = pull.labels.map(({ name }) => name);
  return has.length === labels.length && labels.every((label) => has.includes(label));
}

/** Sends what is given and nothing else. */
export async function editReview(
  hub: Hub,
  number: number,
  { title, body, labels }: Parameters<ForgeSession["editReview"]>[1],
): Promise<void> {
  if (body !== undefined) assertBody(body);
  const text = { ...(title !== undefined && { title }), ...(body !== undefined && { body }) };
  if (Object.keys(text).length > 0) await hub.send(EDIT_PULL, { pull_number: number, ...text });
  if (labels !== undefined) await hub.send(SET_LABELS, { issue_number: number, labels: [...labels] });
}

export async function setState(hub: Hub, number: number, state: "open" | "closed"): Promise<void> {
  await hub.send(EDIT_PULL, { pull_number: number, state });
}

/** Writes one comment. Where no answer tells whether it stands, those of the last minutes are looked through. */
export async function comment(
  hub: Hub,
  number: number,
  text: string,
  { account, now }: { readonly account: string; readonly now: Date },
): Promise<void> {
  assertBody(text);
  const since = `${new Date(now.getTime() - LOOK_BACK_MS).toISOString().slice(0, 19)}Z`;
  await sendOnce(
    () => hub.ask(CommentAnswer, COMMENT, { issue_number: number, body: text }),
    async () => {
      const comments = await hub.list(CommentAnswer, COMMENTS, { issue_number: number, since });
      return comments.findLast(({ user, body }) => user?.login === account && body === text);
    },
  );
}

const LOOK_BACK_MS = 300_000;

function assertBody(body: string): void {
  if (body.length <= BODY_MAX) return;
  throw new LockstepError("bug", `A text for GitHub was to have more than ${BODY_MAX} characters.`);
}
