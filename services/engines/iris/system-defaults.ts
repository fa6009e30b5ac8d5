import type { RawArtefact, RawNode } from "#services/core/dialect";
import { keyIn, type Place } from "./place.js";
import { attributeOf, branchNode, leafNode, leavesOf, textOf } from "./raw-nodes.js";

/** One system default setting: `*` stands for every production, item or class. */
export interface SystemDefault {
  readonly production: string;
  readonly item: string;
  readonly hostClass: string;
  readonly setting: string;
  readonly value: string;
  readonly description: string;
  readonly deployable: string;
  /** What no known version says of a default. */
  readonly others: readonly RawNode[];
}

/** Reads `<defaultSettings>` of an ESD document. */
export function systemDefaultsOf(root: RawNode): readonly SystemDefault[] {
  return root.children
    .filter(({ name }) => name === "item")
    .map((item) => ({
      production: attributeOf(item, "production") || "*",
      item: attributeOf(item, "item") || "*",
      hostClass: attributeOf(item, "class") || "*",
      setting: attributeOf(item, "setting") ?? "",
      value: attributeOf(item, "value") ?? textOf(item, "Value"),
      description: textOf(item, "Description").trim(),
      deployable: textOf(item, "Deployable").trim(),
      others: [
        ...item.attributes.filter(([name]) => !ATTRIBUTES.has(name)).map(([name, value]) => leafNode(name, value)),
        ...item.children.filter(({ name }) => !CHILDREN.has(name)),
      ],
    }));
}

const ATTRIBUTES: ReadonlySet<string> = new Set(["production", "item", "class", "setting", "value"]);
const CHILDREN: ReadonlySet<string> = new Set(["Value", "Description", "Deployable"]);

/** The fields that identify a default, joined as the engine joins those of a production item. */
export function systemDefaultKey({ production, item, hostClass, setting }: SystemDefault): string {
  return [production, item, hostClass, setting].join("||");
}

/** One artefact a default. */
export function systemDefaultArtefact(said: SystemDefault, place: Place): RawArtefact {
  const key = systemDefaultKey(said);
  const root = branchNode("item", [
    ...leavesOf([
      ["class", said.hostClass],
      ["item", said.item],
      ["production", said.production],
      ["setting", said.setting],
    ]),
    // An empty default is a default: it hides the class's own.
    leafNode("value", said.value),
    leafNode("Deployable", isTrue(said.deployable) ? "true" : "false"),
    ...leavesOf([["Description", said.description]]),
    ...(said.others.length === 0 ? [] : [branchNode("Others", said.others)]),
  ]);
  return { kind: "system-default", key: keyIn(place, key), name: nameOf(said), root };
}

function nameOf({ production, item, hostClass, setting }: SystemDefault): string {
  const of = [production, item, hostClass].filter((part) => part !== "*");
  return of.length === 0 ? setting : `${setting} of ${of.join(", ")}`;
}

function isTrue(text: string): boolean {
  return text === "true" || text === "1";
}
