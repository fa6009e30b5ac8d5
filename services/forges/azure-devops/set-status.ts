import type { CommitStatus } from "#services/ports/forge";
import { readIterations } from "./read-reviews.js";
import type { Repository } from "./repository.js";

const STATES = { pending: "pending", success: "succeeded", failure: "failed", error: "error" } as const;

/**
 * Sets a status on a commit, and where that is the head of a review also on the push to it, since that is what a branch policy can
 * wait for.
 */
export async function setStatus(
  repository: Repository,
  { commit, number }: { readonly commit: string; readonly number: number | undefined },
  { state, context, description, url }: CommitStatus,
): Promise<void> {
  const [name = context, ...genre] = context.split("/").toReversed();
  const named = { name, genre: genre.toReversed().join("/") };
  const body = { state: STATES[state], description, context: named, ...(url !== undefined && { targetUrl: url }) };
  await repository.ask(["commits", commit, "statuses"], { method: "POST", body });
  if (number === undefined) return;
  const push = (await readIterations(repository, number)).findLast((iteration) => iteration.commit === commit);
  if (push === undefined) return;
  await repository.ask(["pullrequests", number, "statuses"], {
    method: "POST",
    body: { ...body, iterationId: push.id },
  });
}
