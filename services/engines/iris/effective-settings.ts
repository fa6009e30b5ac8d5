import { type SystemDefault, systemDefaultKey } from "./system-defaults.js";

/** Where the value of a setting comes from. What neither says is the class's own default, which no document tells. */
export type SettingSource = "production" | "system default" | "standard";

/** What a setting is when the production runs. */
export interface EffectiveSetting {
  readonly value: string;
  readonly source: SettingSource;
  /** The key of the default, where one decides. */
  readonly defaultKey?: string;
  /** What the production says and the default hides. */
  readonly hidden?: string;
}

/** The system default settings of a namespace, as one production sees them. */
export interface DefaultsInForce {
  readonly production: string;
  readonly defaults: readonly SystemDefault[];
  /** From 2023.3 on some defaults overrule the production. */
  readonly overrule: boolean;
}

/** Settings whose default overrules the production from 2023.3 on: the host's, and the production's own. */
const OVERRULING: ReadonlySet<string> = new Set(["Enabled", "PoolSize", "ActorPoolSize", "TestingEnabled"]);

/** `2025.1`, or a whole version text; `undefined` where it names none. Caché and Ensemble count years too, up to 2018. */
export function defaultsOverrule(engineVersion: string): boolean | undefined {
  const [, year, release] = /\b(20\d\d)\.(\d+)/.exec(engineVersion) ?? [];
  if (year === undefined) return undefined;
  return Number(year) > 2023 || (Number(year) === 2023 && Number(release) >= 3);
}

/** Tells whether it depends on the engine's version what this default does. */
export function mayOverrule({ setting }: SystemDefault): boolean {
  return OVERRULING.has(setting);
}

/** The defaults that may speak of one owner: a namespace has thousands, an item few. */
export function defaultsFor(owner: SettingOwner, inForce: DefaultsInForce): DefaultsInForce {
  return {
    ...inForce,
    defaults: inForce.defaults.filter((candidate) => speaksOf(candidate, owner, inForce.production)),
  };
}

function speaksOf(candidate: SystemDefault, owner: SettingOwner, production: string): boolean {
  return (
    matches(candidate.production, production) &&
    matches(candidate.item, owner.item) &&
    matches(candidate.hostClass, owner.hostClass)
  );
}

/** A setting's owner: an item, or the production itself (`item` empty). */
export interface SettingOwner {
  readonly item: string;
  readonly hostClass: string;
}

/**
 * Decides a setting as the engine does: an overruling default, else the production (also where it says the empty text), else
 * the most specific default. `undefined`: nobody says, the class's own default holds.
 */
export function effectiveSetting(
  setting: string,
  said: string | undefined,
  owner: SettingOwner,
  inForce: DefaultsInForce | undefined,
): EffectiveSetting | undefined {
  const found = inForce === undefined ? undefined : findDefault(setting, owner, inForce);
  if (found !== undefined && (said === undefined || (inForce?.overrule === true && OVERRULING.has(setting)))) {
    const hidden = said === undefined ? {} : { hidden: said };
    return { value: found.value, source: "system default", defaultKey: systemDefaultKey(found), ...hidden };
  }
  return said === undefined ? undefined : { value: said, source: "production" };
}

/** The most specific default: the production outweighs the item, the item the class. */
export function findDefault(
  setting: string,
  owner: SettingOwner,
  { production, defaults }: DefaultsInForce,
): SystemDefault | undefined {
  let best: SystemDefault | undefined;
  for (const candidate of defaults) {
    const fits = candidate.setting === setting && speaksOf(candidate, owner, production);
    if (fits && (best === undefined || weight(candidate) > weight(best))) best = candidate;
  }
  return best;
}

/** `*` stands for a whole field only. */
function matches(pattern: string, value: string): boolean {
  return pattern === "*" || pattern === value;
}

function weight({ production, item, hostClass }: SystemDefault): number {
  return (production === "*" ? 0 : 4) + (item === "*" ? 0 : 2) + (hostClass === "*" ? 0 : 1);
}

/**
 * Settings that defaults speak of, and that this owner surely has: the default names the item or its class. A default
 * for every item is told by itself; no document says which classes have such a setting.
 */
export function settingsFromDefaults(
  owner: SettingOwner,
  { production, defaults }: DefaultsInForce,
): ReadonlySet<string> {
  const namesOwner = ({ item, hostClass }: SystemDefault): boolean => item !== "*" || hostClass !== "*";
  const said = defaults.filter((candidate) => speaksOf(candidate, owner, production) && namesOwner(candidate));
  return new Set(said.map(({ setting }) => setting));
}
