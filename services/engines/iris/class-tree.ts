import type { RawNode } from "#services/core/dialect";
import type { ClassDefinition, ClassMember, MemberType } from "#services/formats/udl/class-definition";
import { findFragment, withoutLayout } from "./definition-tree.js";
import { branchNode, leafNode, leavesOf } from "./raw-nodes.js";
import { storageTree } from "./storage-tree.js";

/** What the parts of each type stand under; the order of properties alone means something (XML and JSON are written in it). */
const GROUPS: readonly (readonly [MemberType, string])[] = [
  ["Parameter", "Parameters"],
  ["Property", "Properties"],
  ["Method", "Methods"],
  ["Query", "Queries"],
  ["Index", "Indices"],
  ["ForeignKey", "ForeignKeys"],
  ["Trigger", "Triggers"],
  ["Projection", "Projections"],
  ["XData", "XDatas"],
  ["Storage", "Storages"],
];

/** Groups that stand in every class, so that the first part of one is told by its own name. */
const ALWAYS: ReadonlySet<string> = new Set(["Parameters", "Properties", "Methods"]);

/** Makes the tree of a class, with the definition (rule, transformation, process) that its XData block held. */
export function classTree(definition: ClassDefinition, body?: RawNode): RawNode {
  return branchNode("Class", [
    ...leavesOf([["Description", definition.description]]),
    leafNode("Super", definition.superclasses),
    branchNode("Keywords", leavesOf(definition.keywords)),
    ...(body === undefined ? [] : [body]),
    ...GROUPS.flatMap(([type, title]) => groupOf(definition, type, title)),
  ]);
}

function groupOf({ members }: ClassDefinition, type: MemberType, title: string): RawNode[] {
  const nodes = members.filter((member) => member.type === type).flatMap((member) => memberNode(member));
  return nodes.length === 0 && !ALWAYS.has(title) ? [] : [branchNode(title, nodes)];
}

function memberNode(member: ClassMember): RawNode[] {
  if (member.type === "Parameter") return [parameterNode(member)];
  if (member.type === "Storage") return storageTree(member);
  const { type, name, description, fields, parameters, body } = member;
  const children = [
    ...leavesOf([["Description", description], ...fields]),
    ...(parameters.length === 0
      ? []
      : [
          branchNode(
            "TypeParameters",
            parameters.map(([key, value]) => leafNode("Parameter", value, [["name", key]])),
          ),
        ]),
    ...bodyNode(member, body),
  ];
  return [branchNode(type, children, [["name", name]])];
}

/** A leaf, so that a reader sees name and value side by side. */
function parameterNode({ name, description, fields }: ClassMember): RawNode {
  const value = fields.find(([field]) => field === "Default")?.[1] ?? "";
  const others = fields.filter(([field]) => field !== "Default");
  const said: readonly (readonly [string, string])[] = description === "" ? [] : [["Description", description]];
  return leafNode("Parameter", value, [["name", name], ...others, ...said]);
}

const BODY_NAMES: Partial<Readonly<Record<MemberType, string>>> = {
  Method: "Implementation",
  Query: "SqlQuery",
  Trigger: "Code",
};

function bodyNode({ type, name, fields }: ClassMember, body: string): RawNode[] {
  if (body === "") return [];
  if (type !== "XData") return [leafNode(BODY_NAMES[type] ?? "Body", body)];
  const isXml = fields.every(([field, value]) => field !== "MimeType" || /xml/i.test(value));
  const tree = isXml && name !== "" ? findFragment(body) : undefined;
  return [
    tree === undefined || tree.children.length === 0
      ? leafNode("Data", body)
      : { ...withoutLayout(tree), name: "Data" },
  ];
}
