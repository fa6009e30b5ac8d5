import { LockstepError } from "#services/core/errors";
import type { ForgeReview } from "#services/ports/forge";
import { type Fields, fieldsOf, instantOf, rowsOf, textOf } from "./fields.js";
import { ID } from "./open-host.js";
import { accountOf, type Repository, readPages } from "./repository.js";

/** Every open review of Lockstep's branches, and those ended since, oldest first. */
export async function listReviews(repository: Repository, endedSince: string): Promise<readonly ForgeReview[]> {
  const since = Date.parse(endedSince);
  const open = await readNumbers(repository, { "searchCriteria.status": "active" });
  const ended: number[] = [];
  for (const status of ["abandoned", "completed"]) {
    // Older servers know no times to search by, and give all of them.
    const times = { "searchCriteria.minTime": endedSince, "searchCriteria.queryTimeRangeType": "closed" };
    ended.push(...(await readNumbers(repository, { "searchCriteria.status": status, ...times })));
  }
  const reviews: ForgeReview[] = [];
  for (const number of [...new Set([...open, ...ended])].sort((a, b) => a - b)) {
    const review = await findReview(repository, number);
    if (review === undefined)
      throw new LockstepError("answer-unexpected", `${ID} lists a review that it does not know.`);
    if (review.endedAt === null || Date.parse(review.endedAt) >= since) reviews.push(review);
  }
  return reviews;
}

/** The list cuts descriptions at 400 characters, so that each review is read by itself. */
async function readNumbers(
  repository: Repository,
  query: Readonly<Record<string, string>>,
): Promise<readonly number[]> {
  const { host, place } = repository;
  const path = [place.project, "_apis", "git", "repositories", place.repository, "pullrequests"];
  const rows = (await readPages(host, path, { query })) ?? [];
  return rows.filter(isOurs).map(({ pullRequestId }) => Number(pullRequestId));
}

/** One review; `undefined` where there is none of the number in this repository. */
export async function findReview(repository: Repository, number: number): Promise<ForgeReview | undefined> {
  const pull = await findPull(repository, number);
  if (pull === undefined) return undefined;
  const labels = rowsOf((await repository.ask(["pullrequests", number, "labels"]))?.["value"]);
  const active = labels.filter((label) => label["active"] !== false);
  const iterations = await readIterations(repository, number);
  return toReview(repository, pull, {
    labels: active.map(({ name }) => String(name)),
    head: iterations.at(-1)?.commit,
  });
}

/** A pull request as it is answered. */
export function findPull(repository: Repository, number: number): Promise<Fields | undefined> {
  return repository.ask(["pullrequests", number], {
    accept: ({ status, code }) => status === 404 && code === "TF401180",
  });
}

/** One push to a review. */
export interface Iteration {
  readonly id: number;
  readonly at: string;
  readonly commit: string;
}

/** The pushes to a review, oldest first. */
export async function readIterations(repository: Repository, number: number): Promise<readonly Iteration[]> {
  const answer = await repository.ask(["pullrequests", number, "iterations"]);
  return rowsOf(answer?.["value"])
    .flatMap(({ id, createdDate, sourceRefCommit }) => {
      const [at, commit] = [instantOf(createdDate), textOf(fieldsOf(sourceRefCommit)["commitId"])];
      return at === undefined || commit === undefined ? [] : [{ id: Number(id), at, commit }];
    })
    .sort((a, b) => a.id - b.id);
}

const STATES: Readonly<Record<string, ForgeReview["state"]>> = {
  active: "open",
  abandoned: "closed",
  completed: "merged",
};

function toReview(
  repository: Repository,
  pull: Fields,
  { labels, head }: { readonly labels: readonly string[]; readonly head: string | undefined },
): ForgeReview {
  const { pullRequestId: number, title, description, status, createdBy, creationDate, closedDate, closedBy } = pull;
  const state = STATES[String(status)];
  const [author, openedAt] = [accountOf(repository, createdBy), instantOf(creationDate)];
  if (typeof number !== "number" || state === undefined || author === undefined || openedAt === undefined) {
    throw new LockstepError("answer-unexpected", `${ID} tells a pull request in another form.`);
  }
  const commitOf = (name: string): string | null => textOf(fieldsOf(pull[name])["commitId"]) ?? null;
  const isOpen = state === "open";
  return {
    number,
    url: `${repository.place.webUrl}/pullrequest/${number}`,
    branch: branchOf(pull["sourceRefName"]),
    base: branchOf(pull["targetRefName"]),
    title: textOf(title) ?? "",
    body: textOf(description) ?? "",
    state,
    head: head ?? commitOf("lastMergeSourceCommit"),
    author,
    labels,
    openedAt,
    endedAt: isOpen ? null : (instantOf(closedDate) ?? null),
    endedBy: isOpen ? null : (accountOf(repository, closedBy) ?? null),
    mergeCommit: state === "merged" ? commitOf("lastMergeCommit") : null,
  };
}

function isOurs({ sourceRefName, forkSource }: Fields): boolean {
  const isFork = forkSource !== undefined && forkSource !== null;
  return !isFork && branchOf(sourceRefName).startsWith("drift/");
}

function branchOf(ref: unknown): string {
  return (textOf(ref) ?? "").replace(/^refs\/heads\//, "");
}
