import type { ServerState } from "./server-state.js";
import { branch, leaf, renderXml, type XmlElement } from "./xml.js";

/** A list written piece by piece, so that a large one never stands in memory as a whole. */
export function* renderList(root: string, items: Iterable<XmlElement>): Generator<string> {
  let any = false;
  for (const item of items) {
    yield `${any ? "" : `<${root}>\n`}${renderXml(item, "  ")}\n`;
    any = true;
  }
  yield any ? `</${root}>` : `<${root}/>`;
}

export function inSetOrder<T>(state: ServerState, items: Iterable<T>, key: (item: T) => string): readonly T[] {
  const byKey = new Map([...items].map((item) => [key(item), item]));
  const ordered: T[] = [];
  for (const each of state.setOrder([...byKey.keys()])) {
    const item = byKey.get(each);
    if (item !== undefined) ordered.push(item);
  }
  return ordered;
}

export function sortedByName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export function entry(key: string, value: XmlElement): XmlElement {
  return branch("entry", [leaf("string", key), value]);
}

export function calendar(name: string, at: Date): XmlElement {
  return branch(name, [leaf("time", at.getTime()), leaf("timezone", "Etc/UTC")]);
}

export function versioned(state: ServerState): { readonly version: string } {
  return { version: state.version };
}
