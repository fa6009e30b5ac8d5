import type { TreeNode } from "#schemas/artefact";
import type { ExportScope } from "#services/core/dialect";
import { createMask } from "#services/core/mask";
import { type NormalisedArtefact, type NormalisedExport, normaliseExport } from "#services/core/normalise";
import { rhapsodyDialect } from "#services/engines/rhapsody/dialect";

export const MASK = createMask("test", new Uint8Array(32).fill(7));
export const OPTIONS = { dialect: rhapsodyDialect, mask: MASK, storeMessageTemplates: false } as const;

/** Reads bytes as the answer of a source, or as a file. */
export function readAnswer(
  bytes: Uint8Array | string,
  source = "file",
  scope: ExportScope = "server",
): NormalisedExport {
  const item = { source, bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes, origin: source };
  return normaliseExport(item, { ...OPTIONS, scope });
}

export function artefactOf(read: NormalisedExport, kind: string, key?: string): NormalisedArtefact {
  const found = read.artefacts.find(
    ({ artefact }) => artefact.kind === kind && (key === undefined || artefact.key === key),
  );
  if (found === undefined) throw new Error(`there is no ${kind} ${key ?? ""}`);
  return found;
}

/** The node at the end of a path of keys. */
export function nodeAt({ artefact }: NormalisedArtefact, ...path: readonly string[]): TreeNode | undefined {
  let node: TreeNode | undefined = artefact.root;
  for (const key of path) node = node?.children?.find((child) => (child.key ?? child.name) === key);
  return node;
}

/** Everything that is kept of an export, in one text, whatever order it came in. */
export function keptText(read: NormalisedExport): string {
  const artefacts = read.artefacts.map(({ artefact, notices }) => ({ artefact, notices }));
  const lines = artefacts.map((each) => JSON.stringify(each, null, 1)).sort();
  return lines.join("\n");
}
