import { LockstepError } from "#services/core/errors";
import type { GitContext } from "./git-context.js";
import { askGit, type GitAnswer, gitFailed } from "./run-git.js";
import { sealTrailers } from "./seal-trailers.js";

/** A commit to make. */
export interface CommitDraft {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Author and committer date, ISO 8601; Git keeps whole seconds. */
  readonly at: string;
  /** Another author than Lockstep, kept where a commit is made again. Raw form: `name <email> seconds zone`. */
  readonly author?: { readonly name: string; readonly email: string; readonly date: string };
}

/**
 * Makes a commit signed with the SSH key; no reference moves. Returns its id.
 *
 * @throws LockstepError `key-missing` where the signing key cannot be used, `store-unsound`
 */
export async function commitTree(context: GitContext, draft: CommitDraft): Promise<string> {
  const args = [
    ...["-c", "gpg.format=ssh", "-c", `user.signingKey=${context.signingKeyFile}`],
    ...["commit-tree", "-S", ...draft.parents.flatMap((parent) => ["-p", parent]), "-F", "-", draft.tree],
  ];
  const date = gitDate(draft.at);
  const answer = await askGit(context.gitDir, args, {
    input: await sealTrailers(draft, context),
    env: {
      GIT_AUTHOR_DATE: draft.author?.date ?? date,
      GIT_COMMITTER_DATE: date,
      ...(draft.author === undefined
        ? {}
        : { GIT_AUTHOR_NAME: draft.author.name, GIT_AUTHOR_EMAIL: draft.author.email }),
    },
  });
  if (answer.code !== 0) throw commitFailed(context, answer);
  return answer.stdout.toString("utf8").trimEnd();
}

function gitDate(at: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new LockstepError("bug", "a commit was given a date that is none");
  return `@${Math.floor(time / 1000)} +0000`;
}

function commitFailed(context: GitContext, answer: GitAnswer): LockstepError {
  const unsigned = /sign|key|passphrase|permission/i.test(answer.stderr);
  if (!unsigned) return gitFailed(["commit-tree"], answer);
  return new LockstepError(
    "key-missing",
    `the signing key ${context.signingKeyFile} could not sign: it must be an SSH private key without passphrase, readable by this user only`,
    { cause: gitFailed(["commit-tree"], answer) },
  );
}
