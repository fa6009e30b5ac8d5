import { LockstepError } from "#services/core/errors";
import type { ForgeReview, ReviewDraft } from "#services/ports/forge";
import { fieldsOf, rowsOf } from "./fields.js";
import { ID } from "./open-host.js";
import { findPull, findReview } from "./read-reviews.js";
import type { Repository } from "./repository.js";

/** Characters that a description may have; more are refused. */
export const BODY_MAX = 4000;
const TITLE_MAX = 400;

/** Opens a review, or gives the one that stands open for the branch. */
export async function openReview(repository: Repository, draft: ReviewDraft): Promise<ForgeReview> {
  assertFits(draft);
  const { branch, base, title, body, labels } = draft;
  const refs = { sourceRefName: `refs/heads/${branch}`, targetRefName: `refs/heads/${base}` };
  const opened = await repository.ask(["pullrequests"], {
    method: "POST",
    body: { ...refs, title, description: body, labels: labels.map((name) => ({ name })) },
    accept: ({ status, code }) => status === 409 && code === "TF401179",
  });
  const number = opened === undefined ? await findStanding(repository, refs) : Number(opened["pullRequestId"]);
  const review = await findReview(repository, number);
  if (review === undefined)
    throw new LockstepError("answer-unexpected", `${ID} does not know what it has just opened.`);
  return review;
}

async function findStanding(repository: Repository, refs: Readonly<Record<string, string>>): Promise<number> {
  const criteria = Object.entries(refs).map(([name, ref]) => [`searchCriteria.${name}`, ref]);
  const query = { ...Object.fromEntries(criteria), "searchCriteria.status": "active" };
  const rows = rowsOf((await repository.ask(["pullrequests"], { query }))?.["value"]);
  const [first] = rows.filter(({ forkSource }) => forkSource === undefined || forkSource === null);
  if (first !== undefined) return Number(first["pullRequestId"]);
  throw new LockstepError("answer-unexpected", `${ID} says that a review of the branch is open, and tells none.`);
}

/** Changes what is given of a review. */
export async function editReview(
  repository: Repository,
  number: number,
  { title, body, labels }: Partial<Pick<ReviewDraft, "title" | "body" | "labels">>,
): Promise<void> {
  assertFits({ ...(title !== undefined && { title }), ...(body !== undefined && { body }) });
  const edit = { ...(title !== undefined && { title }), ...(body !== undefined && { description: body }) };
  if (Object.keys(edit).length > 0) await repository.ask(["pullrequests", number], { method: "PATCH", body: edit });
  if (labels !== undefined) await setLabels(repository, number, labels);
}

async function setLabels(repository: Repository, number: number, labels: readonly string[]): Promise<void> {
  const rows = rowsOf((await repository.ask(["pullrequests", number, "labels"]))?.["value"]);
  const standing = rows.filter(({ active }) => active !== false).map(({ name }) => String(name));
  for (const name of labels.filter((label) => !standing.includes(label))) {
    await repository.ask(["pullrequests", number, "labels"], { method: "POST", body: { name } });
  }
  for (const name of standing.filter((label) => !labels.includes(label))) {
    const path = ["pullrequests", number, "labels", name];
    await repository.ask(path, { method: "DELETE", accept: ({ status }) => status === 404 });
  }
}

/** Closes an open review, or opens a closed one; one that is so already, or that was merged, stays as it is. */
export async function setState(repository: Repository, number: number, wanted: "active" | "abandoned"): Promise<void> {
  const { status } = fieldsOf(await findPull(repository, number));
  if (status !== (wanted === "active" ? "abandoned" : "active")) return;
  await repository.ask(["pullrequests", number], { method: "PATCH", body: { status: wanted } });
}

/** Says something under a review, as a thread that is closed: an open one may stand in the way of a merge. */
export async function addComment(repository: Repository, number: number, content: string): Promise<void> {
  const comments = [{ parentCommentId: 0, content, commentType: "text" }];
  await repository.ask(["pullrequests", number, "threads"], { method: "POST", body: { comments, status: "closed" } });
}

function assertFits({ title = "", body = "" }: { readonly title?: string; readonly body?: string }): void {
  if (body.length > BODY_MAX) throw tooLong("body", BODY_MAX);
  if (title.length > TITLE_MAX) throw tooLong("title", TITLE_MAX);
}

function tooLong(what: string, max: number): LockstepError {
  return new LockstepError("bug", `the ${what} of a review was to have more than ${max} characters`);
}
