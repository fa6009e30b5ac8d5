/** One element of what the engine writes; `raw` is taken as it is. */
export type XmlNode = string | { readonly raw: string };

/** Writes an element; attributes without a value are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly XmlNode[] | string = [],
): XmlNode {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(value)}"`],
  );
  const content = typeof children === "string" ? escapeXml(children) : children.map(text).join("");
  return { raw: `<${name}${written.join("")}>${content}</${name}>\n` };
}

export function renderDocument(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text(root)}`;
}

function text(node: XmlNode): string {
  return typeof node === "string" ? escapeXml(node) : node.raw;
}

function escapeXml(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
