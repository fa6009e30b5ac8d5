import type { RawNode } from "#services/core/dialect";
import { compareText } from "#services/core/text/compare-text";
import {
  type DefaultsInForce,
  type EffectiveSetting,
  effectiveSetting,
  type SettingOwner,
  settingsFromDefaults,
} from "./effective-settings.js";
import { attributeOf, branchNode, leafNode } from "./raw-nodes.js";

/** Whether a setting of a class belongs to the host or to its adapter; empty where no item of the production says. */
export type TargetOf = (hostClass: string, setting: string) => string;

export interface SettingGroups {
  /** `Adapter`, `Host`, and `Setting` for those of which nobody says to which they belong. */
  readonly nodes: readonly RawNode[];
  readonly decided: readonly (readonly [path: string, EffectiveSetting])[];
}

/** Decides every `<Setting>` of an item or a production, and those that only system defaults speak of. */
export function settingGroups(
  owner: RawNode,
  identity: SettingOwner,
  inForce: DefaultsInForce | undefined,
  targetOf: TargetOf,
): SettingGroups {
  const groups = new Map<string, Map<string, EffectiveSetting>>([
    ["Adapter", new Map()],
    ["Host", new Map()],
  ]);
  const said = new Set<string>();
  const put = (target: string, name: string, effective: EffectiveSetting | undefined): void => {
    if (effective === undefined) return;
    const group = target === "" ? "Setting" : target;
    const settings = groups.get(group) ?? new Map<string, EffectiveSetting>();
    groups.set(group, settings.set(freeName(name, settings), effective));
  };
  for (const setting of owner.children.filter((child) => child.name === "Setting")) {
    const name = attributeOf(setting, "Name") ?? "";
    said.add(name);
    put(attributeOf(setting, "Target") ?? "", name, effectiveSetting(name, setting.text, identity, inForce));
  }
  for (const name of inForce === undefined ? [] : settingsFromDefaults(identity, inForce)) {
    if (said.has(name) || ATTRIBUTES.has(name)) continue;
    put(targetOf(identity.hostClass, name), name, effectiveSetting(name, undefined, identity, inForce));
  }
  return {
    nodes: [...groups].sort(([a], [b]) => compareText(a, b)).map(([group, settings]) => groupNode(group, settings)),
    decided: [...groups].flatMap(([group, settings]) =>
      [...settings].map(([name, effective]) => [`${group} ${name}`, effective] as const),
    ),
  };
}

/** What a default says of an item that stands in an attribute of it: it takes effect also where the item has none. */
export function attributesFromDefaults(identity: SettingOwner, inForce: DefaultsInForce): readonly string[] {
  return [...settingsFromDefaults(identity, inForce)].filter((name) => ATTRIBUTES.has(name));
}

/** The same setting twice is not written by the engine; what stands there by hand is kept. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let occurrence = 2; taken.has(free); occurrence += 1) free = `${name}#${occurrence}`;
  return free;
}

/** Told by an attribute of the item or the production, and not by a `<Setting>`. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  "Enabled",
  "PoolSize",
  "Foreground",
  "Category",
  "Comment",
  "LogTraceEvents",
  "Schedule",
  "ActorPoolSize",
  "TestingEnabled",
  "LogGeneralTraceEvents",
]);

function groupNode(group: string, settings: ReadonlyMap<string, EffectiveSetting>): RawNode {
  const sorted = [...settings].sort(([a], [b]) => compareText(a, b));
  return branchNode(
    group,
    sorted.map(([name, { value }]) => leafNode(name, value)),
  );
}

/** Where each value comes from that does not stand in the production, and what it hides there; never compared. */
export function settingSources(decided: Iterable<readonly [path: string, EffectiveSetting]>): RawNode[] {
  const told = [...decided].filter(([, { source }]) => source !== "production");
  if (told.length === 0) return [];
  const nodes = told.map(([path, { source, defaultKey, hidden }]) =>
    branchNode(path, [
      leafNode("source", defaultKey === undefined ? source : `${source} ${defaultKey}`),
      ...(hidden === undefined ? [] : [leafNode("hiddenInProduction", hidden)]),
    ]),
  );
  return [branchNode("Sources", nodes)];
}

const SWITCHES: ReadonlySet<string> = new Set([
  "Enabled",
  "Foreground",
  "LogTraceEvents",
  "TestingEnabled",
  "LogGeneralTraceEvents",
]);

/** `1` and `true` are one value of a switch. */
export function canonicalSwitch(setting: string, value: string): string {
  if (!SWITCHES.has(setting)) return value;
  if (value === "1") return "true";
  return value === "0" ? "false" : value;
}
