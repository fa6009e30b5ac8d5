import type { Artefact } from "#schemas/artefact";
import type { Dialect, FieldRule, RawArtefact, RawNode } from "#services/core/dialect";
import { createMask } from "#services/core/mask";
import type { NormaliseOptions } from "#services/core/normalisation/walk";
import { normaliseExport } from "#services/core/normalise";

/** What a field of the tiny product is, by its name alone. */
const RULES: Readonly<Record<string, FieldRule>> = {
  set: { unordered: true },
  people: { unordered: true, childKey: (child) => textOf(child, "id") },
  list: { list: true },
  steps: { list: true, childKey: (child) => textOf(child, "id") },
  revision: { volatile: "drop" },
  modified: { volatile: "provenance" },
  password: { secret: true },
  template: { template: "text" },
  script: { file: "js" },
};

/** A product so small that a test can see through it: an export is one artefact as JSON. */
export const TINY_DIALECT: Dialect = {
  product: "tiny",
  version: "tiny/1",
  interfaceKinds: ["channel"],
  concepts: { channel: "interface" },
  folders: { channel: "channels" },
  parse: (item) => ({
    artefacts: [JSON.parse(new TextDecoder().decode(item.bytes)) as RawArtefact],
    facts: {},
  }),
  rule: (_kind, node) => RULES[node.name] ?? {},
  label: (_kind, segments) => segments.map((segment) => segment.title ?? segment.key).join(" › "),
};

export const TINY_OPTIONS: NormaliseOptions = {
  dialect: TINY_DIALECT,
  mask: createMask("k1", new Uint8Array(32)),
  scope: "server",
  storeMessageTemplates: false,
};

/** The canonical form of a raw tree, as a channel. */
export function tinyArtefact(root: RawNode, about: Partial<RawArtefact> = {}): Artefact {
  const raw: RawArtefact = { kind: "channel", key: "feed-1", name: "Feed 1", root, ...about };
  const bytes = new TextEncoder().encode(JSON.stringify(raw));
  const [normalised] = normaliseExport({ source: "channels", origin: "/channels", bytes }, TINY_OPTIONS).artefacts;
  if (normalised === undefined) throw new Error("the tiny dialect gives one artefact");
  return normalised.artefact;
}

/** A leaf as read. */
export function leaf(name: string, text: string): RawNode {
  return { name, attributes: [], text, children: [] };
}

/** A branch as read. */
export function branch(name: string, ...children: readonly RawNode[]): RawNode {
  return { name, attributes: [], text: "", children };
}

/** The text of the only child of a name: an identity is told once. */
function textOf(node: RawNode, name: string): string | undefined {
  const [only, ...others] = node.children.filter((child) => child.name === name);
  return others.length === 0 ? only?.text : undefined;
}
