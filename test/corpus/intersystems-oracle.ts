import { XMLParser } from "fast-xml-parser";

/**
 * The oracle of drift between two versions of a file: what it says, as a flat list of facts, read with another parser and an
 * own, literal list of what is noise. It asks the dialect for nothing.
 */
export function factsOf(text: string, isXml: boolean): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  if (isXml) addLookupTables(parse(text), facts);
  else addClass(text.replaceAll("\r\n", "\n"), facts);
  return facts;
}

/** The facts that two versions do not share. */
export function changedFacts(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).sort();
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

type Ordered = Readonly<Record<string, unknown>>;

function parse(xml: string): Element {
  const roots = (PARSER.parse(xml.trim()) as Ordered[]).filter((item) => !("?xml" in item) && !("#text" in item));
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw new Error("the oracle expects one root");
  return toElement(root);
}

function toElement(item: Ordered): Element {
  const name = Object.keys(item).find((key) => key !== ":@") ?? "";
  const content = item[name] as Ordered[];
  return {
    name,
    attributes: (item[":@"] ?? {}) as Record<string, string>,
    text: content.map((child) => textIn(child)).join(""),
    children: content.filter((child) => !("#text" in child)).map(toElement),
  };
}

function textIn(item: Ordered): string {
  const text = item["#text"];
  return typeof text === "string" ? text : "";
}

function addLookupTables(root: Element, facts: Map<string, string>): void {
  for (const child of root.children) addLookupTables(child, facts);
  if (root.name === "entry") facts.set(`${root.attributes["table"]} ${root.attributes["key"]}`, root.text);
}

const BLOCK = /^[ \t]*XData (ProductionDefinition|RuleDefinition|DTL|BPL)\b[^{]*\{\n([\s\S]*?)\n[ \t]*\}[ \t]*$/gm;
/** Storage that names no data is what the compiler writes for a class that holds none of its own. */
const EMPTY_STORAGE = /^[ \t]*Storage \w+\n[ \t]*\{\n(?:(?!<Data )[\s\S])*?\n[ \t]*\}[ \t]*$/gm;

function addClass(text: string, facts: Map<string, string>): void {
  for (const [, block = "", xml = ""] of text.matchAll(BLOCK)) {
    if (block === "ProductionDefinition") addProduction(parse(xml), facts, /^Class (\S+)/m.exec(text)?.[1] ?? "");
    else facts.set(`definition ${block}`, flatten(parse(xml), 0).join("\n"));
  }
  const rest = text
    .replace(BLOCK, "")
    .replace(EMPTY_STORAGE, "")
    .replace(/ \[ DependsOn = (?:\([^)]*\)|[\w.]+) \]/, "");
  const lines = rest.split("\n").map((line) => line.trim());
  facts.set("code", lines.filter((line) => line !== "").join("\n"));
}

/** Missing and written out are the same. */
const STANDARD: Readonly<Record<string, string>> = {
  PoolSize: "1",
  Enabled: "true",
  Foreground: "false",
  LogTraceEvents: "false",
};

function addProduction(root: Element, facts: Map<string, string>, className: string): void {
  facts.set("production /", className);
  const put = (key: string, value: string): void => {
    if (value !== "") facts.set(key, value);
  };
  for (const [name, value] of Object.entries(root.attributes)) if (name !== "Name") put(`production /${name}`, value);
  for (const child of root.children) {
    if (child.name === "Item") addItem(child, facts);
    else if (child.name === "Setting") facts.set(`production /${settingPath(child)}`, child.text);
    else put(`production /${child.name}`, child.text.trim());
  }
}

function addItem(item: Element, facts: Map<string, string>): void {
  const { Name, ClassName, ...attributes } = item.attributes;
  const key = `item ${Name}|${ClassName}`;
  facts.set(`${key} /`, "present");
  for (const [name, value] of Object.entries({ ...STANDARD, ...attributes })) {
    if (value !== "") facts.set(`${key} /${name}`, name === "Category" ? value.split(",").sort().join() : value);
  }
  for (const setting of item.children) facts.set(`${key} /${settingPath(setting)}`, `=${setting.text}`);
}

function settingPath({ attributes }: Element): string {
  return `${attributes["Target"]}/${attributes["Name"]}`;
}

const DRAWING = /^(?:xpos|ypos|xend|yend|height|width|alias)$/;
const OPTIONAL =
  /^(?:name|comment|production|transform|effectiveBegin|effectiveEnd|sourceDocType|targetDocType|includes)$/;

/** One line an element, in order: attributes by name, text without its margins. */
function flatten(element: Element, depth: number): string[] {
  const attributes = Object.entries(element.attributes)
    .filter(([name, value]) => !DRAWING.test(name) && !(value === "" && OPTIONAL.test(name)))
    .filter(([name, value]) => !(name === "disabled" && /^(?:0|false)$/.test(value)))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .sort();
  const text = element.text.trim() === "" ? "" : element.text.replaceAll(/[ \t]+$/gm, "").trim();
  const line = `${" ".repeat(depth)}${element.name} ${attributes.join(" ")} ${JSON.stringify(text)}`;
  return [line, ...element.children.flatMap((child) => flatten(child, depth + 1))];
}
