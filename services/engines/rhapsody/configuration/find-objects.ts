import type { RawNode } from "#services/core/dialect";
import type { Kind } from "../kinds.js";
import { attributeOf } from "../raw-tree.js";

/** One object of a configuration, where it was found. */
export interface ConfigurationObject {
  readonly kind: Kind;
  readonly element: RawNode;
  readonly name: string;
  /** A UUID in lower case; kind and name where the object has none. */
  readonly id: string;
  /** Id of the locker or folder that holds it; `undefined` for what stands at the top. */
  readonly parent: string | undefined;
}

/** What a configuration holds. */
export interface ConfigurationObjects {
  readonly objects: readonly ConfigurationObject[];
  readonly rootName: string | undefined;
  /** Id of the folder that holds all others; it is no part of any path. */
  readonly rootId: string | undefined;
  /** Elements that this reader does not know; they are kept as they are. */
  readonly others: readonly RawNode[];
}

/** Sections of a configuration, and what each of their elements is. */
const SECTIONS: Readonly<Record<string, Kind>> = {
  lockers: "locker",
  folders: "folder",
  communicationPoints: "communication-point",
  routes: "route",
  restClients: "rest-client",
  trackingSchemes: "tracking-scheme",
  definitions: "definition",
  x12Projects: "x12-project",
  intelligentMapperProjects: "intelligent-mapper-project",
  webServices: "web-service",
  sharedJSLibraries: "js-library",
};

/**
 * Finds every object of a configuration. Up to 6.2.1 (version 6) all sections stand side by side, and an object names the
 * folder it is in; later (version 7) each locker holds its own.
 */
export function findObjects(configuration: RawNode): ConfigurationObjects {
  const objects: ConfigurationObject[] = [];
  const others: RawNode[] = [];
  let root: RawNode | undefined;
  const readSection = (section: RawNode, kind: Kind, locker: string | undefined): void => {
    for (const element of section.children) {
      const inner = element.children.filter(({ name }) => sectionKind(name) !== undefined);
      const own = inner.length === 0 ? element : { ...element, children: without(element.children, inner) };
      const found = toObject(own, kind, locker);
      objects.push(found);
      for (const each of inner) readSection(each, sectionKind(each.name) ?? "other", found.id);
    }
  };
  for (const section of configuration.children) {
    const kind = sectionKind(section.name);
    if (kind !== undefined) readSection(section, kind, undefined);
    else if (section.name === "rootFolder") root = section;
    else others.push(section);
  }
  return {
    objects,
    others,
    rootName: attributeOf(root, "name"),
    rootId: attributeOf(root, "uuid")?.toLowerCase(),
  };
}

function sectionKind(name: string): Kind | undefined {
  return Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined;
}

function without(nodes: readonly RawNode[], taken: readonly RawNode[]): readonly RawNode[] {
  return nodes.filter((node) => !taken.includes(node));
}

function toObject(element: RawNode, kind: Kind, locker: string | undefined): ConfigurationObject {
  const uuid = attributeOf(element, "uuid") || attributeOf(element, "guid");
  const name = attributeOf(element, "name") || uuid || attributeOf(element, "id") || element.name;
  const parent = attributeOf(element, "parent")?.toLowerCase() || locker;
  return { kind, element, name, id: uuid?.toLowerCase() ?? `${kind}\0${parent ?? ""}\0${name}`, parent };
}
