import type { NodeFacts, OperabilityFact } from "#schemas/snapshot";
import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { type EffectiveSetting, effectiveSetting } from "./effective-settings.js";
import { keyIn, type Place } from "./place.js";
import type { ProductionContext } from "./production-context.js";
import { productionItem } from "./production-item.js";
import { attributeOf, branchNode, leavesOf } from "./raw-nodes.js";
import {
  attributesFromDefaults,
  canonicalSwitch,
  settingGroups,
  settingSources,
  type TargetOf,
} from "./setting-groups.js";

/** Takes a production apart: its own settings, and one artefact an item. */
export function productionArtefacts(
  root: RawNode,
  name: string,
  place: Place,
  context: ProductionContext,
): ParsedExport {
  const items = root.children.filter((child) => child.name === "Item");
  const targetOf = targetsIn(items);
  const parsed = items.map((item) => productionItem(item, name, place, { ...context, targetOf }));
  const facts: NodeFacts =
    parsed.length === 0
      ? {}
      : { operability: parsed.map(({ artefact, enabled }) => operabilityOf(artefact, enabled, context)) };
  return {
    artefacts: [productionArtefact(root, name, place, context), ...parsed.map(({ artefact }) => artefact)],
    facts,
  };
}

/** Whether a setting is the host's or its adapter's, as the items of the same class say. */
function targetsIn(items: readonly RawNode[]): TargetOf {
  const known = new Map<string, string>();
  for (const item of items) {
    for (const setting of item.children.filter((child) => child.name === "Setting")) {
      known.set(
        targetKey(attributeOf(item, "ClassName"), attributeOf(setting, "Name")),
        attributeOf(setting, "Target") ?? "",
      );
    }
  }
  return (hostClass, setting) => known.get(targetKey(hostClass, setting)) ?? "";
}

function targetKey(hostClass: string | undefined, setting: string | undefined): string {
  return `${hostClass ?? ""}\0${setting ?? ""}`;
}

/** Productions run on the primary only: what decides is whether an item is switched on and its production starts by itself. */
function operabilityOf(artefact: RawArtefact, enabled: string, { autoStart }: ProductionContext): OperabilityFact {
  const { kind, key } = artefact;
  if (enabled !== "true") return { kind, key, operability: enabled === "false" ? "disabled" : "unknown" };
  return { kind, key, operability: autoStart === false ? "saved-only" : "deployed" };
}

/** The production's own settings; its items stand by themselves. */
function productionArtefact(root: RawNode, name: string, place: Place, context: ProductionContext): RawArtefact {
  const owner = { item: "", hostClass: name };
  const said = new Map<string, string>(
    root.attributes.filter(([attribute, value]) => !isRestated(attribute, value, name)),
  );
  for (const child of root.children) if (PLAIN.has(child.name)) said.set(child.name, child.text);
  const decided = new Map<string, EffectiveSetting>();
  const byDefaults = context.defaults === undefined ? [] : attributesFromDefaults(owner, context.defaults);
  for (const setting of new Set([...said.keys(), "ActorPoolSize", "TestingEnabled", ...byDefaults])) {
    const effective = effectiveSetting(setting, said.get(setting), owner, context.defaults);
    if (effective !== undefined) decided.set(setting, effective);
  }
  const groups = settingGroups(root, owner, context.defaults, () => "");
  const others = root.children.filter(
    (child) => !PLAIN.has(child.name) && child.name !== "Item" && child.name !== "Setting",
  );
  const tree = branchNode("Production", [
    ...leavesOf([...decided].map(([setting, { value }]) => [setting, canonicalSwitch(setting, value.trim())])),
    ...groups.nodes,
    ...(others.length === 0 ? [] : [branchNode("Others", others)]),
    ...settingSources([...decided, ...groups.decided]),
  ]);
  return { kind: "production", key: keyIn(place, name), name, root: tree };
}

/** The class names the production; where the definition says otherwise, somebody edited it by hand. */
function isRestated(attribute: string, value: string, name: string): boolean {
  return attribute.toLowerCase() === "name" && value === name;
}

const PLAIN: ReadonlySet<string> = new Set(["Description", "ActorPoolSize"]);
