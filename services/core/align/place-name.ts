import type { Artefact, TreeNode } from "#schemas/artefact";

/** Says where a text stands: artefact and path, in signs that no file, shell or template takes amiss. */
export function placeName(artefacts: readonly Artefact[], text: string): string | undefined {
  for (const { kind, name, root } of artefacts) {
    const path = pathTo(root, text);
    if (path !== undefined) return [kind, name, ...path].map(plain).join("/").slice(0, MAX_LENGTH);
  }
  return undefined;
}

const MAX_LENGTH = 160;

function pathTo(node: TreeNode, text: string): readonly string[] | undefined {
  if (node.text?.includes(text)) return [];
  const attribute = node.attributes?.find(([, value]) => value.includes(text));
  if (attribute !== undefined) return [attribute[0]];
  for (const child of node.children ?? []) {
    const key = child.key ?? child.name;
    const below = pathTo(child, text) ?? (key.includes(text) ? [] : undefined);
    if (below !== undefined) return [key.includes(text) ? child.name : key, ...below];
  }
  return undefined;
}

function plain(segment: string): string {
  const safe = segment
    .normalize("NFC")
    .replace(/[^A-Za-z0-9._-]+|\.{2,}/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 40);
  return safe === "" ? "_" : safe;
}
