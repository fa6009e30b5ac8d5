import type { RawNode } from "#services/core/dialect";
import { digestOf } from "#services/core/text/digest";
import type { ZipEntry } from "#services/formats/zip/read-zip";
import { readableText } from "../decode-base64.js";
import { branchNode, namedLeaf } from "../raw-tree.js";

/** A file of an archive that belongs to an object. */
export interface AttachedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const FOLDERS = /^(?:auxiliary|definition|wsdl)\/([^/]+)\/(.+)$/;
const TEST_MESSAGES = /^test[ _-]?messages(?:\/|$)/i;
const MAX_TEXT_BYTES = 1024 ** 2;

/**
 * Sorts the files beside a configuration by the id of their owner, in lower case. Test messages are left out: Lockstep never
 * asks for them, because they may be about patients.
 */
export function groupFiles(entries: readonly ZipEntry[]): {
  readonly byOwner: ReadonlyMap<string, readonly AttachedFile[]>;
  readonly others: readonly ZipEntry[];
} {
  const byOwner = new Map<string, AttachedFile[]>();
  const others: ZipEntry[] = [];
  for (const entry of entries) {
    if (TEST_MESSAGES.test(entry.name)) continue;
    const [, owner, name] = FOLDERS.exec(entry.name) ?? [];
    if (owner === undefined || name === undefined) others.push(entry);
    else {
      const id = owner.toLowerCase();
      byOwner.set(id, [...(byOwner.get(id) ?? []), { name, bytes: entry.bytes }]);
    }
  }
  return { byOwner, others };
}

/** The files of an object: text as it is, anything else by its digest. A timer's message is one to be digested with the key. */
export function filesNode(files: readonly AttachedFile[], isTimer: boolean): RawNode {
  return branchNode(
    "files",
    files.map(({ name, bytes }) => {
      const isMessage = isTimer && /(?:^|\/)msgbody/i.test(name);
      return namedLeaf(isMessage ? "message" : "file", name, isMessage ? anyText(bytes) : fileText(bytes));
    }),
  );
}

function fileText(bytes: Uint8Array): string {
  const text = bytes.byteLength > MAX_TEXT_BYTES ? undefined : readableText(bytes);
  return text ?? `${digestOf(bytes)}, ${bytes.byteLength} bytes`;
}

/** Every byte counts, and none is shown: the field is digested as a whole. */
function anyText(bytes: Uint8Array): string {
  return readableText(bytes) ?? new TextDecoder("latin1").decode(bytes);
}
