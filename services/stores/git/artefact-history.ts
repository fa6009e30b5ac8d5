import type { ArtefactVersion } from "#services/ports/estate-repository";
import { assertSafePath } from "./assert-safe-path.js";
import { findInManifests } from "./find-in-manifests.js";
import { openGitClient } from "./git-client.js";
import { observedRef } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { findListedDigest, parseTrailers } from "./snapshot-message.js";

/**
 * Lists the versions of one artefact on a node, newest first. Fast because the commit graph's changed-path filters skip
 * nearly every commit, and because each message says the digest; manifests are read only where a message does not.
 *
 * @param limit so many at most; default all
 * @throws LockstepError `selector-unknown`, `store-unsound`
 */
export async function listArtefactHistory(
  gitDir: string,
  engineId: string,
  nodeId: string,
  path: string,
  { limit }: { readonly limit?: number } = {},
): Promise<readonly ArtefactVersion[]> {
  assertSafePath(path);
  const head = await findCommit(gitDir, observedRef(engineId, nodeId));
  if (head === undefined) return [];
  const output = await openGitClient(gitDir).raw("log", ...LOG, ...atMost(limit), head, "--", path);
  const notes = output
    .split("\0")
    .filter((text) => text !== "")
    .map(parseNote);
  const listed = notes.map(({ message }) => findListedDigest(message, path));
  const unlisted = notes.filter((_, index) => listed[index] === undefined).map(({ commit }) => commit);
  const looked = await findInManifests(gitDir, unlisted, [path]);
  return notes.map(({ commit, message }, index) => {
    const said = listed[index];
    const digest = said === undefined ? (looked.get(commit)?.get(path) ?? null) : said;
    return { commit, takenAt: parseTrailers(message).takenAt ?? "", digest };
  });
}

const LOG = ["-z", "--first-parent", "--format=%H%n%B"];

function atMost(limit: number | undefined): string[] {
  return limit === undefined ? [] : [`--max-count=${limit}`];
}

function parseNote(text: string): { readonly commit: string; readonly message: string } {
  const end = text.indexOf("\n");
  return { commit: text.slice(0, end), message: text.slice(end + 1) };
}
