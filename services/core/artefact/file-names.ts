import { sha256 } from "../text/digest.js";

/** The names already given inside one artefact's folder, in lower case. */
export type FileNames = Set<string>;

const MAX_SEGMENT = 40;
const MAX_PATH = 140;

/** Starts the names of one folder with those that are taken. */
export function createFileNames(...taken: readonly string[]): FileNames {
  return new Set(taken.map((name) => name.toLowerCase()));
}

/**
 * Chooses a file name that is safe on every file system, the same each time: path segments as folders, unknown characters
 * as `-`, reserved names and over-long paths changed, collisions (also those that differ only in case) told apart by digest.
 */
export function chooseFileName(segments: readonly string[], extension: string, names: FileNames): string {
  // Nothing but the artefact's own document stands at the top of its folder, so no engine's text can pass for it.
  const path = (segments.length > 1 ? segments : ["text", segments[0] ?? "text"]).map(slug).join("/");
  const plain = `${path}.${extension}`;
  const name = plain.length <= MAX_PATH && !names.has(plain.toLowerCase()) ? plain : withDigest(segments, extension);
  names.add(name.toLowerCase());
  return name;
}

/** The folder of an artefact: what people call it, and the engine's id, so that a rename is a rename. */
export function artefactFolder(parent: string, name: string, key: string): string {
  return `${parent}/${slug(name).toLowerCase()}~${shortId(key)}`;
}

/** One path segment that no file system, shell or Git takes amiss. Dots go too: a folder never looks like a file. */
function slug(text: string): string {
  const safe = text
    .normalize("NFC")
    .replaceAll(/[^A-Za-z0-9_-]+/g, "-")
    .slice(0, MAX_SEGMENT)
    .replaceAll(/^-+|-+$/g, "");
  if (safe === "") return "_";
  // Windows' short name of `.git` is `git~1`, and a folder of ours is its name, `~` and an id.
  return /^(con|prn|aux|nul|com\d|lpt\d|git)$/i.test(safe) ? `_${safe}` : safe;
}

function withDigest(segments: readonly string[], extension: string): string {
  const last = slug(segments.at(-1) ?? "");
  return `text/${last}~${sha256(segments.join("\0")).slice(0, 12)}.${extension}`;
}

/** A UUID by its first group, so that people recognise it; anything else by digest. */
function shortId(key: string): string {
  const uuid = /^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.exec(key);
  return uuid?.[1] ?? sha256(key).slice(0, 8);
}
