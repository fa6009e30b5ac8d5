/** One element to be written; neither text nor children: an empty branch. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children?: readonly (XmlElement | RawXml)[];
}

/** XML that is ready made and goes in as it stands. */
export interface RawXml {
  readonly raw: string;
}

/** Writes XML the way the engine's serialiser does: two spaces, no declaration, `<a/>` for a branch without children, `&#xd;` for CR. */
export function renderXml(element: XmlElement | RawXml, indent = ""): string {
  if ("raw" in element) return `${indent}${element.raw}`;
  const open = `${indent}<${element.name}${renderAttributes(element.attributes ?? {})}`;
  if (element.text !== undefined) return `${open}>${escapeXml(element.text)}</${element.name}>`;
  const children = element.children ?? [];
  if (children.length === 0) return `${open}/>`;
  const lines = children.map((child) => renderXml(child, `${indent}  `));
  return `${open}>\n${lines.join("\n")}\n${indent}</${element.name}>`;
}

/** This makes a leaf. */
export function leaf(name: string, text: string | number | boolean, attributes?: Record<string, string>): XmlElement {
  return { name, text: String(text), ...(attributes && { attributes }) };
}

/** This makes an element with children. */
export function branch(
  name: string,
  children: readonly (XmlElement | RawXml)[],
  attributes?: Record<string, string>,
): XmlElement {
  return { name, children, ...(attributes && { attributes }) };
}

/** This makes a list of `<string>`s. */
export function strings(name: string, values: readonly string[]): XmlElement {
  return branch(
    name,
    values.map((value) => leaf("string", value)),
  );
}

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Escapes as the engine does; control characters become references that XML 1.0 does not allow, as on a real server. */
export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"'\r\u0000-\u0008\u000b\u000c\u000e-\u001f]/g,
    (character) => REFERENCES[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  );
}

function renderAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
}
