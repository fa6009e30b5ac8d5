import type { ArtefactFile, TreeNode } from "#schemas/artefact";
import type { ArtefactEntry } from "#schemas/snapshot";
import { parseArtefact } from "../artefact/parse-artefact.js";
import { LockstepError } from "../errors.js";
import { createMask } from "../mask.js";
import { maskText } from "../privacy/mask-value.js";

/**
 * Refuses an artefact that says it is another one, or in which a secret or a patient stands in clear: what was masked once is not changed by masking
 * it again. The reader masks where it reads; this holds also where the reader is not to be believed.
 *
 * @throws LockstepError `upload-refused`, without a word of what was found
 */
export function assertCleanArtefact(files: readonly ArtefactFile[], entry: ArtefactEntry): void {
  const artefact = parse(files);
  if (artefact.kind !== entry.kind || artefact.key !== entry.key || artefact.name !== entry.name) {
    throw new LockstepError("upload-refused", "An artefact that was handed in is listed as another one.");
  }
  for (const text of [artefact.key, artefact.name, ...textsIn(artefact.root)]) if (!isClean(text)) throw unclean();
}

function parse(files: readonly ArtefactFile[]): ReturnType<typeof parseArtefact> {
  try {
    return parseArtefact(files);
  } catch (cause) {
    throw new LockstepError("upload-refused", "An artefact that was handed in does not read.", { cause });
  }
}

function* textsIn(node: TreeNode): Generator<string> {
  for (const [, value] of node.attributes ?? []) yield value;
  if (node.text !== undefined) yield node.text;
  for (const child of node.children ?? []) yield* textsIn(child);
}

/** The key matters not: whether anything is found does. */
const ANY = createMask("any", new Uint8Array(32));

function isClean(text: string): boolean {
  return maskText(text, { mask: ANY, storeMessageTemplates: true, again: true, notices: [] }, []) === text;
}

function unclean(): LockstepError {
  return new LockstepError(
    "upload-refused",
    "In what was handed in stands what looks like a secret or a patient, in clear.",
  );
}
