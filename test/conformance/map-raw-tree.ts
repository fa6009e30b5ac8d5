import type { Dialect, ExportScope, FieldRule, RawArtefact, RawNode } from "#services/core/dialect";

/** What is to become of one node of an artefact as it was read; its children have been changed already. */
export type ChangeNode = (node: RawNode, rule: FieldRule) => RawNode;

/** Changes an artefact as it was read, node by node, by what the dialect says that each is. */
export function mapRawTree(
  artefact: RawArtefact,
  { dialect, scope }: { readonly dialect: Dialect; readonly scope: ExportScope },
  change: ChangeNode,
): RawArtefact {
  const map = (node: RawNode, ancestors: readonly RawNode[]): RawNode => {
    const rule = dialect.rule(artefact.kind, node, ancestors, scope);
    const children = node.children.map((child) => map(child, [...ancestors, node]));
    return change({ ...node, children }, rule);
  };
  return { ...artefact, root: map(artefact.root, []) };
}
