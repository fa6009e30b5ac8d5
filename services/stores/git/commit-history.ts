import { runGit } from "./run-git.js";

/** One commit without its tree. */
export interface CommitNote {
  readonly commit: string;
  readonly parents: readonly string[];
  /** Committer date, ISO 8601. */
  readonly at: string;
  readonly message: string;
}

/** Lists commits with their messages, newest first unless told otherwise. @throws LockstepError `store-unsound` */
export async function listCommits(gitDir: string, args: readonly string[]): Promise<readonly CommitNote[]> {
  const output = await runGit(gitDir, ["log", "-z", "--format=%H%n%P%n%cI%n%B", ...args], { maxBytes: 1024 ** 3 });
  return output
    .toString("utf8")
    .split("\0")
    .filter((text) => text !== "")
    .map(parseNote);
}

function parseNote(text: string): CommitNote {
  const [commit = "", parents = "", at = "", ...message] = text.split("\n");
  return { commit, parents: parents === "" ? [] : parents.split(" "), at, message: message.join("\n") };
}
