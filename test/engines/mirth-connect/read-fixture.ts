import type { TreeNode } from "#schemas/artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import type { ExportScope } from "#services/core/dialect";
import { createMask } from "#services/core/mask";
import { type NormalisedArtefact, type NormalisedExport, normaliseExport } from "#services/core/normalise";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";

export const MASK = createMask("fixture", Buffer.alloc(32, 3));

/** Reads one invented answer or file. */
export function readFixture(
  xml: string,
  {
    source = "file",
    scope = source === "file" ? "file" : "server",
    storeMessageTemplates = false,
  }: {
    source?: string;
    scope?: ExportScope;
    storeMessageTemplates?: boolean;
  } = {},
): NormalisedExport {
  const item = { source, bytes: Buffer.from(xml), origin: `${source}.xml` };
  return normaliseExport(item, { dialect: mirthConnectDialect, mask: MASK, scope, storeMessageTemplates });
}

/** The one artefact of this kind (and key). */
export function artefactOf(read: NormalisedExport, kind: string, key?: string): NormalisedArtefact {
  const found = read.artefacts.filter(
    ({ artefact }) => artefact.kind === kind && (key ?? artefact.key) === artefact.key,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} artefacts of kind ${kind}`);
  return only;
}

/** The node at a path of keys or names. */
export function nodeAt(normalised: NormalisedArtefact, ...path: readonly string[]): TreeNode | undefined {
  let node: TreeNode | undefined = normalised.artefact.root;
  for (const key of path) node = node?.children?.find((child) => (child.key ?? child.name) === key);
  return node;
}

/** All that would be written to Git. */
export function writtenText(read: NormalisedExport): string {
  const files = read.artefacts.flatMap(({ artefact }) => renderArtefact(artefact));
  return files.map(({ path, bytes }) => `${path}\n${Buffer.from(bytes).toString()}`).join("\n");
}
