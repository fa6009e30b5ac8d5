import type { RawNode } from "#services/core/dialect";
import { parseXml } from "#services/formats/xml/parse-xml";

/** One place of a document where something may be said that was not said before. */
export interface Planting {
  /** Names from the root to the element, for example `channel/exportData/metadata`; an attribute as `@name`. */
  readonly path: string;
  readonly how: "text" | "attribute" | "changed attribute" | "first child" | "last child" | "twin";
  /** The document with this said there. */
  plant(marker: string): Uint8Array;
}

/** Every way to say one thing more in a document: at every node of XML or JSON, at the end of every line of anything else. */
export function plantMarkers(bytes: Uint8Array): readonly Planting[] {
  const text = Buffer.from(bytes).toString("utf8");
  const begin = text.trimStart()[0];
  if (begin === "<") {
    const root = parseXml(bytes, "a fixture");
    return [...plantingsBelow(root, root.name, (changed) => Buffer.from(writeXml(changed)))];
  }
  const value = begin === "{" || begin === "[" ? parseOrNothing(text) : undefined;
  if (value !== undefined) return [...plantingsInJson(value, "", (changed) => Buffer.from(JSON.stringify(changed)))];
  return text.includes("\uFFFD") ? [] : plantingsInLines(text);
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* plantingsInJson(
  value: unknown,
  path: string,
  rebuild: (changed: unknown) => Uint8Array,
): Generator<Planting> {
  if (typeof value === "string") {
    yield { path, how: "text", plant: (marker) => rebuild(value + marker) };
  } else if (Array.isArray(value)) {
    yield { path, how: "last child", plant: (marker) => rebuild([...value, marker]) };
    for (const [at, item] of value.entries())
      yield* plantingsInJson(item, `${path}/item`, (changed) => rebuild(value.with(at, changed)));
  } else if (typeof value === "object" && value !== null) {
    yield { path, how: "attribute", plant: (marker) => rebuild({ ...value, marker }) };
    for (const [key, member] of Object.entries(value))
      yield* plantingsInJson(member, `${path}/${key}`, (changed) => rebuild({ ...value, [key]: changed }));
  } else {
    yield { path, how: "text", plant: (marker) => rebuild(/^\d+$/.test(marker) ? Number(marker) : marker) };
  }
}

function plantingsInLines(text: string): readonly Planting[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at) =>
    line.trim() === ""
      ? []
      : [
          {
            path: `line ${at + 1} '${line.trim().slice(0, 60)}'`,
            how: "text" as const,
            plant: (marker: string) => Buffer.from(lines.with(at, line.replace(/(\r?)$/, ` ${marker}$1`)).join("\n")),
          },
        ],
  );
}

function* plantingsBelow(node: RawNode, path: string, rebuild: (changed: RawNode) => Uint8Array): Generator<Planting> {
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
