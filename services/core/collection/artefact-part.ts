import type { ArtefactFile } from "#schemas/artefact";
import { LockstepError } from "../errors.js";
import { digestOf } from "../text/digest.js";

/**
 * Gives the bytes over which the digest of an artefact is made (`digestArtefact`): each file with path and length, in order of path. So a part that is
 * handed in under an artefact's digest can hold nothing else than that artefact.
 */
export function renderPart(files: readonly ArtefactFile[]): Uint8Array {
  return Buffer.concat(files.flatMap(({ path, bytes }) => [Buffer.from(`${path}\0${bytes.length}\0`), bytes]));
}

/** Reads a part back. @throws LockstepError `upload-refused` where it is not what its digest says, or not of that form */
export function parsePart(bytes: Uint8Array, digest: string): readonly ArtefactFile[] {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (digestOf(part) !== digest) throw refused("has another digest than it is named by");
  const files: ArtefactFile[] = [];
  for (let at = 0; at < part.length; ) {
    const [path, afterPath] = readField(part, at);
    const [length, start] = readField(part, afterPath);
    const end = start + Number(length);
    if (path === "" || !/^(0|[1-9]\d{0,9})$/.test(length) || end > part.length) throw refused("is not in order");
    files.push({ path, bytes: new Uint8Array(part.subarray(start, end)) });
    at = end;
  }
  if (files.length === 0) throw refused("is empty");
  return files;
}

function readField(part: Buffer, at: number): [text: string, next: number] {
  const end = part.indexOf(0, at);
  if (end < 0) throw refused("ends too early");
  return [part.toString("utf8", at, end), end + 1];
}

function refused(fault: string): LockstepError {
  return new LockstepError("upload-refused", `A part of what was handed in ${fault}.`);
}
