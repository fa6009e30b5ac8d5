import type { ArtefactVersion } from "#services/ports/estate-repository";
import { assertSafePath } from "./assert-safe-path.js";
import { openGitClient } from "./git-client.js";
import { MANIFEST_PATH } from "./manifest.js";
import { readObjects } from "./read-objects.js";
import { observedRef } from "./refs.js";
import { findCommit } from "./resolve-commit.js";
import { findListedDigest, parseTrailers } from "./snapshot-message.js";

/**
 * Lists the versions of one artefact on a node, newest first. Fast because the commit graph's changed-path filters skip
 * nearly every commit, and because each message says the digest; manifests are read only where a message does not.
 *
 * @throws LockstepError `selector-unknown`, `store-unsound`
 */
export async function listArtefactHistory(
  gitDir: string,
  engineId: string,
  nodeId: string,
  path: string,
): Promise<readonly ArtefactVersion[]> {
  assertSafePath(path);
  const head = await findCommit(gitDir, observedRef(engineId, nodeId));
  if (head === undefined) return [];
  const output = await openGitClient(gitDir).raw("log", "-z", "--first-parent", "--format=%H%n%B", head, "--", path);
  const notes = output
    .split("\0")
    .filter((text) => text !== "")
    .map(parseNote);
  const listed = notes.map(({ message }) => findListedDigest(message, path));
  const unlisted = notes.filter((_, index) => listed[index] === undefined).map(({ commit }) => commit);
  const looked = await findInManifests(gitDir, unlisted, path);
  return notes.map(({ commit, message }, index) => {
    const said = listed[index];
    const digest = said === undefined ? (looked.get(commit) ?? null) : said;
    return { commit, takenAt: parseTrailers(message).takenAt ?? "", digest };
  });
}

function parseNote(text: string): { readonly commit: string; readonly message: string } {
  const end = text.indexOf("\n");
  return { commit: text.slice(0, end), message: text.slice(end + 1) };
}

async function findInManifests(
  gitDir: string,
  commits: readonly string[],
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const manifests = await readObjects(
    gitDir,
    commits.map((commit) => `${commit}:${MANIFEST_PATH}`),
  );
  for (const [index, commit] of commits.entries()) {
    const line = findLine(manifests[index]?.bytes, `"path":${JSON.stringify(path)},`);
    const digest = /"digest":"(sha256:[0-9a-f]{64})"/.exec(line ?? "")?.[1];
    if (digest !== undefined) found.set(commit, digest);
  }
  return found;
}

/** The line of a large file that holds a text, without reading the others as JSON. */
function findLine(bytes: Buffer | undefined, text: string): string | undefined {
  const at = bytes?.indexOf(text) ?? -1;
  if (bytes === undefined || at < 0) return undefined;
  const end = bytes.indexOf(10, at);
  return bytes.subarray(at, end < 0 ? bytes.length : end).toString("utf8");
}
