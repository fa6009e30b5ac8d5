import { listRefs, listVersions, type StoredVersion } from "./list-versions.js";
import { readObjects } from "./read-objects.js";
import { DRIFT_REFS, MAIN_REF } from "./refs.js";

/** What to purge of an engine: a file, or a folder with all below it. */
export interface LeakedPlace {
  readonly engineId: string;
  readonly path: string;
}

/**
 * Finds what was written for people about leaked content: proposals and their reports quote the artefacts they speak of, on their
 * branches and, once merged, on `main`. All that a proposal's folder ever held goes, where any version of it names such an artefact.
 */
export async function findReviewBlobs(gitDir: string, leaked: readonly LeakedPlace[]): Promise<readonly string[]> {
  if (leaked.length === 0) return [];
  const refs = [MAIN_REF, ...(await listRefs(gitDir, [DRIFT_REFS]))];
  const versions = (await Promise.all(refs.map((ref) => listVersions(gitDir, ref, ["reviews/"])))).flat();
  const folders = new Map<string, StoredVersion[]>();
  for (const version of versions) {
    const [, folder] = /^(reviews\/[^/]+\/[^/]+)\//.exec(version.path) ?? [];
    if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), version]);
  }
  const found = new Set<string>();
  for (const [folder, inside] of folders) {
    const engineId = folder.split("/")[1];
    const places = leaked.filter((place) => place.engineId === engineId).map(({ path }) => path);
    if (places.length > 0 && (await speaksOf(gitDir, inside, places))) for (const { id } of inside) found.add(id);
  }
  return [...found];
}

async function speaksOf(gitDir: string, inside: readonly StoredVersion[], places: readonly string[]): Promise<boolean> {
  const ids = new Set(inside.filter(({ path }) => path.endsWith("/proposal.json")).map(({ id }) => id));
  for (const object of await readObjects(gitDir, [...ids])) {
    const named = namedArtefacts(object?.bytes.toString("utf8") ?? "");
    // One that does not read may say anything.
    if (named === undefined || named.some((path) => places.some((place) => isOf(place, path)))) return true;
  }
  return false;
}

/** Paths of artefacts that a proposal names; `undefined` where it does not read. */
function namedArtefacts(text: string): readonly string[] | undefined {
  try {
    const { changes } = JSON.parse(text) as { changes: readonly { artefact: { path: string } }[] };
    return changes.map(({ artefact }) => String(artefact.path));
  } catch {
    return undefined;
  }
}

/** A place is the artefact, lies in it, or holds it; a renamed artefact has another name before the same mark. */
function isOf(place: string, artefact: string): boolean {
  const [name = "", mark] = artefact.split(/~(?=[^~]*$)/);
  const parent = name.slice(0, name.lastIndexOf("/") + 1);
  const isRenamed =
    mark !== undefined &&
    place.startsWith(parent) &&
    `${place.slice(parent.length)}/`.split("/")[0]?.endsWith(`~${mark}`);
  return `${place}/`.startsWith(`${artefact}/`) || `${artefact}/`.startsWith(`${place}/`) || isRenamed === true;
}
