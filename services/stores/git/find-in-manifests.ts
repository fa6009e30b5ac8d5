import { MANIFEST_PATH } from "./manifest.js";
import { readObjects } from "./read-objects.js";

/**
 * Finds which digests the manifests of some commits give to some artefacts, by commit and path; a commit or path that has
 * none is left out. Only the lines asked for are looked at.
 *
 * @throws LockstepError `store-unsound`
 */
export async function findInManifests(
  gitDir: string,
  commits: readonly string[],
  paths: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const names = commits.map((commit) => `${commit}:${MANIFEST_PATH}`);
  const manifests = await readObjects(gitDir, names);
  return new Map(commits.map((commit, index) => [commit, digestsIn(manifests[index]?.bytes, paths)]));
}

function digestsIn(manifest: Buffer | undefined, paths: readonly string[]): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const path of paths) {
    const line = findLine(manifest, `"path":${JSON.stringify(path)},`);
    const digest = /"digest":"(sha256:[0-9a-f]{64})"/.exec(line ?? "")?.[1];
    if (digest !== undefined) digests.set(path, digest);
  }
  return digests;
}

/** The line of a large file that holds a text, without reading the others as JSON. */
function findLine(bytes: Buffer | undefined, text: string): string | undefined {
  const at = bytes?.indexOf(text) ?? -1;
  if (bytes === undefined || at < 0) return undefined;
  const end = bytes.indexOf(10, at);
  return bytes.subarray(at, end < 0 ? bytes.length : end).toString("utf8");
}
