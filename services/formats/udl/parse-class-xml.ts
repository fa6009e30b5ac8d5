import type { RawNode } from "#services/core/dialect";
import {
  type ClassDefinition,
  type ClassMember,
  type Fields,
  MEMBER_TYPES,
  type MemberType,
} from "./class-definition.js";
import { describeClass } from "./describe-class.js";
import { sortFields } from "./fields.js";
import { formalSpec, withoutSpaces } from "./formal-spec.js";
import { indexProperties } from "./read-declaration.js";
import { tidyBlock } from "./tidy-block.js";
import { tidyText } from "./tidy-text.js";

/** Reads a `<Class>` of an XML export (Caché 21–25, IRIS 26) into what the same class in UDL gives. */
export function parseClassXml(root: RawNode): ClassDefinition {
  return describeClass({
    name: nameOf(root),
    description: textOf(root, "Description"),
    superclasses: withoutLayout(textOf(root, "Super")),
    keywords: root.children.flatMap((child) => (isKeyword(child) ? [classKeyword(child)] : [])),
    members: root.children.flatMap((child) => {
      const type = MEMBER_TYPES.find((name) => name === child.name);
      return type === undefined ? [] : [readMember(child, type)];
    }),
  });
}

/** `UDLText` holds the comments between members. */
const NO_KEYWORDS: ReadonlySet<string> = new Set([...MEMBER_TYPES, "Description", "Super", "UDLText"]);

function isKeyword({ name }: RawNode): boolean {
  return !NO_KEYWORDS.has(name);
}

/** Lists of names; all else may hold spaces of its own, such as the statement of a view. */
const LISTS: ReadonlySet<string> = new Set(["Import", "IncludeCode", "IncludeGenerator", "CompileAfter"]);

function classKeyword({ name, text }: RawNode): readonly [string, string] {
  return [name === "IncludeCode" ? "Include" : name, LISTS.has(name) ? withoutLayout(text) : text.trim()];
}

/** Where each type keeps what is longer than a line. */
const BODIES: Partial<Readonly<Record<MemberType, string>>> = {
  Method: "Implementation",
  Query: "SqlQuery",
  Trigger: "Code",
  XData: "Data",
};

function readMember(node: RawNode, type: MemberType): ClassMember {
  const body = BODIES[type] ?? "";
  const isOwn = ({ name }: RawNode): boolean => name !== "Description" && name !== "Parameter" && name !== body;
  return {
    type,
    name: nameOf(node),
    description: textOf(node, "Description"),
    fields: type === "Storage" ? [] : readFields(node.children.filter(isOwn)),
    parameters: sortFields(
      node.children
        .filter(({ name }) => name === "Parameter")
        .map((child) => [nameOf(child), attributeOf(child, "value") ?? child.text]),
    ),
    body:
      type === "Storage"
        ? writeNodes(node.children)
        : tidyBlock(node.children.find((child) => child.name === body)?.text ?? ""),
  };
}

function readFields(children: readonly RawNode[]): Fields {
  const fields = children.map(({ name, text }): [string, string] => [name, fieldValue(name, text)]);
  return sortFields(fields.filter(([, value]) => value !== ""));
}

function fieldValue(name: string, text: string): string {
  if (name === "FormalSpec") return formalSpec(text);
  if (name === "Properties") return indexProperties(text);
  if (name === "ReturnTypeParams") return withoutSpaces(text);
  // A default may be a space on purpose; all other fields are names, numbers and code.
  return name === "Default" ? text : text.trim();
}

function nameOf(node: RawNode): string {
  return attributeOf(node, "name") ?? "";
}

function attributeOf(node: RawNode, name: string): string | undefined {
  return node.attributes.find(([attribute]) => attribute === name)?.[1];
}

function textOf(node: RawNode, name: string): string {
  return tidyText(node.children.find((child) => child.name === name)?.text ?? "");
}

function withoutLayout(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

/** A storage definition as UDL writes it. */
function writeNodes(nodes: readonly RawNode[]): string {
  return nodes.map(writeNode).join("\n");
}

function writeNode({ name, attributes, text, children }: RawNode): string {
  const tag = [name, ...attributes.map(([key, value]) => `${key}="${escapeMarkup(value)}"`)].join(" ");
  if (children.length > 0) return `<${tag}>\n${writeNodes(children)}\n</${name}>`;
  return text === "" ? `<${tag}/>` : `<${tag}>${escapeMarkup(text)}</${name}>`;
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
