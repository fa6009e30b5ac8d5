import type { ForgeOpinion } from "#services/ports/forge";
import { type Fields, fieldsOf, instantOf, propertyOf, rowsOf } from "./fields.js";
import { findPull, type Iteration, readIterations } from "./read-reviews.js";
import { accountOf, type Repository } from "./repository.js";

/**
 * What people voted, oldest first. A vote has no date and no commit of its own: the thread that the host writes when it is given
 * says when, and the pushes say what the newest commit was then. What stands now is what the list of reviewers says, so that a
 * vote that was reset, or that no thread tells of, is told as that.
 */
export async function readOpinions(repository: Repository, number: number): Promise<readonly ForgeOpinion[]> {
  const pull = await findPull(repository, number);
  if (pull === undefined) return [];
  const iterations = await readIterations(repository, number);
  const threads = rowsOf((await repository.ask(["pullrequests", number, "threads"]))?.["value"]);
  const reviewers = rowsOf(pull["reviewers"]).filter(({ isContainer }) => isContainer !== true);
  const standing = new Map(reviewers.map((reviewer) => [String(reviewer["id"]), reviewer]));
  const votes = threads.flatMap((thread) => voteOf(repository, thread, standing)).sort(byTime);
  const dated = votes.map(({ account, vote, at }) => toOpinion(account, vote, commitAt(iterations, at), at));
  const latest = [iterations.at(-1)?.at, votes.at(-1)?.at, instantOf(pull["creationDate"])];
  const now =
    latest
      .filter((at) => at !== undefined)
      .sort()
      .at(-1) ?? "";
  return [...dated, ...standingOtherwise(repository, standing, { votes, now })];
}

interface Vote {
  readonly voterId: string;
  readonly account: string;
  readonly vote: number;
  readonly at: string;
}

/** What stands now and is not what the threads say: withdrawn votes, and votes without a thread, of no commit that is known. */
function standingOtherwise(
  repository: Repository,
  standing: ReadonlyMap<string, Fields>,
  { votes, now }: { readonly votes: readonly Vote[]; readonly now: string },
): readonly ForgeOpinion[] {
  const people = new Set([...votes.map(({ voterId }) => voterId), ...standing.keys()]);
  return [...people].flatMap((id) => {
    const last = votes.findLast(({ voterId }) => voterId === id);
    const reviewer = standing.get(id);
    const vote = Number(reviewer?.["vote"] ?? 0);
    const account = last?.account ?? accountOf(repository, reviewer);
    if (vote === (last?.vote ?? 0) || account === undefined) return [];
    return [toOpinion(account, vote, null, now)];
  });
}

/**
 * The vote that a thread tells of. Anybody may write a thread with any properties: only one that the host or the voter wrote, as
 * a system's word, dates a vote.
 */
function voteOf(repository: Repository, thread: Fields, standing: ReadonlyMap<string, Fields>): Vote[] {
  const { properties, identities, publishedDate, isDeleted } = thread;
  const [comment] = rowsOf(thread["comments"]);
  const vote = Number(propertyOf(properties, "CodeReviewVoteResult"));
  const at = instantOf(publishedDate);
  if (propertyOf(properties, "CodeReviewThreadType") !== "VoteUpdate" || isDeleted === true) return [];
  if (comment?.["commentType"] !== "system" || !Number.isInteger(vote) || at === undefined) return [];
  const author = fieldsOf(comment["author"]);
  const voter = voterOf(properties, identities, author);
  const voterId = String(voter["id"]);
  const account = accountOf(repository, standing.get(voterId) ?? voter);
  if (account === undefined || !(author["id"] === voterId || isHost(author))) return [];
  return [{ voterId, account, vote, at }];
}

/** Newer servers point into a list of identities, older ones name the voter's id. */
function voterOf(properties: unknown, identities: unknown, author: Fields): Fields {
  const key = propertyOf(properties, "CodeReviewVotedByIdentity");
  if (key !== undefined) return fieldsOf(fieldsOf(identities)[key]);
  const id = propertyOf(properties, "CodeReviewVotedByTfId");
  return id === undefined || id === author["id"] ? author : { id };
}

/** The host itself writes as its service account, which is a group on older servers; no person can write as either. */
function isHost({ id, isContainer }: Fields): boolean {
  return isContainer === true || (typeof id === "string" && id.startsWith("00000002-0000-8888-8000-"));
}

function commitAt(iterations: readonly Iteration[], at: string): string | null {
  return iterations.findLast((iteration) => iteration.at <= at)?.commit ?? null;
}

function toOpinion(account: string, vote: number, commit: string | null, at: string): ForgeOpinion {
  // 10 approved, 5 approved with suggestions, 0 none, -5 waits for the author, -10 rejected.
  const says = vote >= 5 ? "approved" : vote < 0 ? "changes-requested" : "dismissed";
  return { account, says, commit, at, text: "" };
}

function byTime(a: Vote, b: Vote): number {
  if (a.at === b.at) return 0;
  return a.at < b.at ? -1 : 1;
}
