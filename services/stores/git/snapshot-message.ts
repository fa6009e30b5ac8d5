import type { Snapshot } from "#schemas/snapshot";
import type { Manifest } from "./manifest.js";

/** What a commit of Lockstep says in its trailers. */
export interface SnapshotTrailers {
  readonly engineId?: string;
  readonly nodeId?: string;
  readonly digest?: string;
  readonly takenAt?: string;
}

/** One artefact that a snapshot commit changed; `null` where it is gone. */
export interface ArtefactChange {
  readonly path: string;
  readonly digest: string | null;
}

/**
 * Writes the message of a snapshot: what changed, artefact by artefact, so that a history needs no manifests; then trailers.
 * Only safe paths and digests stand in it, never an engine's own text. Long lists are left out, and then told so.
 */
export function snapshotMessage(snapshot: Snapshot, parent: Manifest | undefined): string {
  const changes = findChanges(snapshot, parent);
  const listed =
    changes.length > MAX_LISTED ? [TOO_MANY] : changes.map(({ path, digest }) => `${digest ?? GONE} ${path}`);
  return [
    `${snapshot.engineId}/${snapshot.nodeId}: ${changes.length} of ${snapshot.entries.length} artefacts changed`,
    "",
    ...(listed.length === 0 ? [] : [...listed, ""]),
    `Lockstep-Engine: ${snapshot.engineId}`,
    `Lockstep-Node: ${snapshot.nodeId}`,
    `Lockstep-Digest: ${snapshot.digest}`,
    `Lockstep-Taken-At: ${snapshot.takenAt}`,
    "",
  ].join("\n");
}

/** Reads the trailers of a commit message. */
export function parseTrailers(message: string): SnapshotTrailers {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of message.matchAll(/^Lockstep-([A-Za-z-]+): (.*)$/gm)) found.set(name, value);
  const engineId = found.get("Engine");
  const nodeId = found.get("Node");
  const digest = found.get("Digest");
  const takenAt = found.get("Taken-At");
  return {
    ...(engineId === undefined ? {} : { engineId }),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(digest === undefined ? {} : { digest }),
    ...(takenAt === undefined ? {} : { takenAt }),
  };
}

/** Finds what a snapshot's message says of one artefact: its digest, `null` for gone, `undefined` where it is not listed. */
export function findListedDigest(message: string, path: string): string | null | undefined {
  for (const line of message.split("\n")) {
    const space = line.indexOf(" ");
    if (line.slice(space + 1) !== path) continue;
    const digest = line.slice(0, space);
    if (digest === GONE) return null;
    if (digest.startsWith("sha256:")) return digest;
  }
  return undefined;
}

/** Reads every change that a snapshot's message lists, by path; `undefined` where they were too many to list. */
export function readListedChanges(message: string): ReadonlyMap<string, string | null> | undefined {
  const changes = new Map<string, string | null>();
  for (const line of message.split("\n")) {
    if (line === TOO_MANY) return undefined;
    const [, digest = "", path = ""] = CHANGE_LINE.exec(line) ?? [];
    if (path !== "") changes.set(path, digest === GONE ? null : digest);
  }
  return changes;
}

const MAX_LISTED = 500;
const TOO_MANY = "(too many to list; see manifest.jsonl)";
const GONE = "gone";
const CHANGE_LINE = /^(gone|sha256:[0-9a-f]{64}) (.+)$/;

function findChanges(snapshot: Snapshot, parent: Manifest | undefined): readonly ArtefactChange[] {
  const before = new Map(parent?.entries.map(({ path, digest }) => [path, digest]));
  const now = new Set(snapshot.entries.map(({ path }) => path));
  const changed = snapshot.entries.filter(({ path, digest }) => before.get(path) !== digest);
  const gone = [...before.keys()].filter((path) => !now.has(path));
  return [...changed, ...gone.map((path) => ({ path, digest: null }))];
}
