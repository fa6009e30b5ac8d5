import type { RawArtefact, RawNode } from "#services/core/dialect";
import { compareText } from "#services/core/text/compare-text";
import { defaultsFor, type EffectiveSetting, effectiveSetting } from "./effective-settings.js";
import { keyIn, type Place } from "./place.js";
import type { ProductionContext } from "./production-context.js";
import { attributeOf, branchNode, leavesOf } from "./raw-nodes.js";
import {
  attributesFromDefaults,
  canonicalSwitch,
  settingGroups,
  settingSources,
  type TargetOf,
} from "./setting-groups.js";

/** What an attribute of an item is when it is left out. */
const STANDARD: ReadonlyMap<string, string> = new Map([
  ["PoolSize", "1"],
  ["Enabled", "true"],
  ["Foreground", "false"],
  ["LogTraceEvents", "false"],
]);

const IDENTITY: ReadonlySet<string> = new Set(["Name", "ClassName"]);

export interface ProductionItem {
  readonly artefact: RawArtefact;
  /** Its effective switch: `true`, `false`, or what else stands there. */
  readonly enabled: string;
}

/** The engine's own way to identify an item: two of one name and different classes may stand side by side. */
export function itemKey(production: string, item: RawNode): string {
  return `${production}||${attributeOf(item, "Name") ?? ""}|${attributeOf(item, "ClassName") ?? ""}`;
}

/** Reads one `<Item>` with the settings that are in force for it. */
export function productionItem(
  item: RawNode,
  production: string,
  place: Place,
  { defaults: inForce, targetOf }: ProductionContext & { readonly targetOf: TargetOf },
): ProductionItem {
  const name = attributeOf(item, "Name") ?? "";
  const hostClass = attributeOf(item, "ClassName") ?? "";
  const owner = { item: name, hostClass };
  const defaults = inForce === undefined ? undefined : defaultsFor(owner, inForce);
  const decided = new Map<string, EffectiveSetting>();
  const byDefaults = defaults === undefined ? [] : attributesFromDefaults(owner, defaults);
  for (const attribute of new Set([...STANDARD.keys(), ...item.attributes.map(([key]) => key), ...byDefaults])) {
    if (IDENTITY.has(attribute)) continue;
    const said = attributeOf(item, attribute);
    const effective = effectiveSetting(attribute, said, owner, defaults);
    const standard = STANDARD.get(attribute);
    if (effective !== undefined) decided.set(attribute, effective);
    else if (standard !== undefined) decided.set(attribute, { value: standard, source: "standard" });
  }
  const groups = settingGroups(item, owner, defaults, targetOf);
  const others = item.children.filter((child) => child.name !== "Setting");
  const root = branchNode("Item", [
    ...leavesOf([
      ["Name", name],
      ["ClassName", hostClass],
    ]),
    ...leavesOf([...decided].map(([attribute, { value }]) => [attribute, canonicalAttribute(attribute, value)])),
    ...groups.nodes,
    ...(others.length === 0 ? [] : [branchNode("Others", others)]),
    ...settingSources([...[...decided].filter(([, { source }]) => source !== "standard"), ...groups.decided]),
  ]);
  return {
    artefact: { kind: "production-item", key: keyIn(place, itemKey(production, item)), name, root },
    enabled: canonicalAttribute("Enabled", decided.get("Enabled")?.value ?? ""),
  };
}

function canonicalAttribute(attribute: string, value: string): string {
  return attribute === "Category" ? sortedList(value) : canonicalSwitch(attribute, value);
}

/** A comma list whose order means nothing. */
function sortedList(text: string): string {
  const parts = text.split(",").map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ""))].sort(compareText).join(",");
}
