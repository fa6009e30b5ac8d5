import { streamCommits } from "./commit-history.js";
import { MAIN_REF } from "./refs.js";

/** The commits of `main` that changed a file, newest first, and when each was made. */
export async function* listMainVersions(
  gitDir: string,
  path: string,
): AsyncGenerator<{ readonly commit: string; readonly at: Date }, void, undefined> {
  for await (const { commit, at } of streamCommits(gitDir, [MAIN_REF, "--", path])) {
    yield { commit, at: new Date(at) };
  }
}
