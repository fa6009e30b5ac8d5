import type { RawNode } from "#services/core/dialect";
import { parseXml } from "#services/formats/xml/parse-xml";

/** One place of a document where something may be said that was not said before. */
export interface Planting {
  /** Names from the root to the element, for example `channel/exportData/metadata`; an attribute as `@name`. */
  readonly path: string;
  readonly how: "text" | "attribute" | "changed attribute" | "first child" | "last child" | "twin";
  /** The document with this said there. */
  plant(marker: string): string;
}

/** Every way to say one thing more at every element of a document: in text, attribute, child or an element of the same name. */
export function plantMarkers(xml: string): readonly Planting[] {
  const root = parseXml(xml, "a fixture");
  return [...plantingsBelow(root, root.name, (changed) => writeXml(changed))];
}

function* plantingsBelow(node: RawNode, path: string, rebuild: (changed: RawNode) => string): Generator<Planting> {
  const { attributes, children, text } = node;
  yield { path, how: "text", plant: (marker) => rebuild({ ...node, text: text + marker }) };
  yield {
    path,
    how: "attribute",
    plant: (marker) => rebuild({ ...node, attributes: [...attributes, ["marker", marker]] }),
  };
  for (const [at, [name, value]] of attributes.entries()) {
    yield {
      path: `${path}/@${name}`,
      how: "changed attribute",
      plant: (marker) => rebuild({ ...node, attributes: attributes.with(at, [name, value + marker]) }),
    };
  }
  yield {
    path,
    how: "first child",
    plant: (marker) => rebuild({ ...node, children: [markerNode(marker), ...children] }),
  };
  if (children.length > 0) {
    yield {
      path,
      how: "last child",
      plant: (marker) => rebuild({ ...node, children: [...children, markerNode(marker)] }),
    };
  }
  for (const [at, child] of children.entries()) {
    const below = `${path}/${child.name}`;
    const twin = (marker: string): RawNode => ({ ...markerNode(marker), name: child.name });
    yield {
      path: below,
      how: "twin",
      plant: (marker) => rebuild({ ...node, children: children.toSpliced(at + 1, 0, twin(marker)) }),
    };
    yield* plantingsBelow(child, below, (changed) => rebuild({ ...node, children: children.with(at, changed) }));
  }
}

function markerNode(marker: string): RawNode {
  return { name: "marker", attributes: [], text: marker, children: [] };
}

/** Writes a tree as XML that reads back as the same tree. */
function writeXml({ name, attributes, text, children }: RawNode): string {
  const tag = [name, ...attributes.map(([key, value]) => `${key}="${escapeXml(value)}"`)].join(" ");
  return `<${tag}>${escapeXml(text)}${children.map(writeXml).join("")}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"\r\n\t\0-\x1f]/g, (character) => `&#${character.charCodeAt(0)};`);
}
