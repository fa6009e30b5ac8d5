import type { Notice } from "#schemas/artefact";
import { uniqueKeys } from "#services/core/artefact/unique-keys";
import type { RawArtefact, RawNode } from "#services/core/dialect";
import { isLayout } from "#services/formats/xml/is-layout";
import type { Kind } from "../kinds.js";
import { attributeOf, branchNode, leafNode, namedLeaf } from "../raw-tree.js";
import { type AttachedFile, filesNode } from "./attached-files.js";
import type { ConfigurationObject } from "./find-objects.js";
import type { PathIndex } from "./index-paths.js";
import { rewriteChildren } from "./rewrite-element.js";

/** Attributes of an object that are no settings: what it is called, where it is, and which object it is. */
const IDENTIFYING = new Set(["name", "uuid", "guid", "id", "parent", "version"]);

/** Makes the artefact of an object: its path for a key, its settings by name, its ids apart, and its files with it. */
export function objectArtefact(
  object: ConfigurationObject,
  path: string,
  context: { readonly paths: PathIndex; readonly files: readonly AttachedFile[]; readonly kind?: Kind },
): RawArtefact {
  const element = withFilterNames(object.element);
  const notices: Notice[] = [];
  const identities = new Map<string, string>();
  for (const name of ["uuid", "guid", "id"]) {
    const id = attributeOf(element, name);
    if (id !== undefined) identities.set("object", id);
  }
  const filters = new Map(filterNames(element, object.id));
  const paths: PathIndex = { get: (id) => filters.get(id) ?? context.paths.get(id) };
  const content = rewriteChildren(element, [], { paths, identities, notices });
  const settings = element.attributes.flatMap(([name, value]) =>
    IDENTIFYING.has(name) ? [] : [leafNode(name, /^(?:true|false)$/i.test(value) ? value.toLowerCase() : value)],
  );
  const ids = [...identities].map(([part, id]) => namedLeaf("id", part, id));
  const { files } = context;
  const isTimer = /timer/i.test(attributeOf(element, "type") ?? "");
  const children: RawNode[] = [
    ...settings,
    ...content,
    ...(files.length === 0 ? [] : [filesNode(files, isTimer)]),
    ...(ids.length === 0 ? [] : [branchNode("identity", ids)]),
  ];
  const root = { ...branchNode(element.name, children), text: isLayout(element.text) ? "" : element.text };
  return { kind: context.kind ?? object.kind, key: path, name: object.name, root, notices };
}

/** Two filters of a route may bear one name; their order of appearance tells them apart. */
function withFilterNames(element: RawNode): RawNode {
  const filters = element.children.filter(({ name }) => name === "filter");
  const names = uniqueKeys(filters.map((filter) => attributeOf(filter, "name") ?? "filter"));
  const renamed = new Map(filters.map((filter, index) => [filter, names[index] ?? "filter"]));
  const children = element.children.map((child) => {
    const name = renamed.get(child);
    if (name === undefined) return child;
    const others = child.attributes.filter(([attribute]) => attribute !== "name");
    return { ...child, attributes: [["name", name] as const, ...others] };
  });
  return { ...element, children };
}

/** What the connectors of a route call its filters, by either form of their id. */
function filterNames(route: RawNode, routeId: string): [string, string][] {
  return route.children.flatMap((filter): [string, string][] => {
    const id = filter.name === "filter" ? attributeOf(filter, "uuid")?.toLowerCase() : undefined;
    if (id === undefined) return [];
    const own = id.split("/").at(-1) ?? id;
    const name = attributeOf(filter, "name") ?? id;
    return [id, own, `${routeId}/${own}`].map((form) => [form, `filter ${name}`]);
  });
}
