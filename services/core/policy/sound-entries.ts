import type { Static, TSchema } from "typebox";
import { Engine } from "#schemas/estate";
import { AcceptedGap, ExpectedDifference, InterfaceRule, type Policy, Waiver } from "#schemas/policy";
import { repairEntry } from "./repair-entry.js";

/** The policy with what can be looked at of files that do not fit as a whole; nothing of them is in force. */
export function withSoundEntries(policy: Policy, broken: ReadonlyMap<string, unknown>): Policy {
  const of = <T extends TSchema>(name: string, key: string, schema: T, filler?: Static<T>): Static<T>[] =>
    soundEntries(broken.get(`policy/${name}.yaml`), key, schema, filler);
  return {
    ...policy,
    expectedDifferences: [
      ...policy.expectedDifferences,
      ...of("expected-differences", "expectedDifferences", ExpectedDifference),
    ],
    waivers: [...policy.waivers, ...of("waivers", "waivers", Waiver)],
    acceptedGaps: [...(policy.acceptedGaps ?? []), ...of("accepted-gaps", "acceptedGaps", AcceptedGap)],
    interfaces: [...policy.interfaces, ...of("interfaces", "interfaces", InterfaceRule, ANY_INTERFACE)],
  };
}

/** Engines in their places; `undefined` stands for one of which too little is there. */
export interface SeenEngines {
  readonly engines: readonly (Engine | undefined)[];
  /** The places in an engine, such as `/nodes/1/role`, that were taken out or filled in: nothing is to be said of those. */
  readonly repairedIn: (engine: Engine) => ReadonlySet<string>;
}

/** The engines of an estate.yaml that does not fit as a whole. */
export function soundEngines(broken: unknown): SeenEngines {
  const repaired = new Map<Engine, ReadonlySet<string>>();
  const engines = entriesOf(broken, "engines").map((written) => {
    const found = repairEntry(Engine, written, { keepsForms: true });
    if (found !== undefined) repaired.set(found.entry, found.repaired);
    return found?.entry;
  });
  return { engines, repairedIn: (engine) => repaired.get(engine) ?? new Set() };
}

// Stands in the place of a broken entry, so that the others keep their numbers; nothing can be found in it.
const ANY_INTERFACE: InterfaceRule = { match: {}, tier: 4, flow: "-", owner: "-" };

function soundEntries<T extends TSchema>(broken: unknown, key: string, schema: T, filler?: Static<T>): Static<T>[] {
  return entriesOf(broken, key).flatMap((written) => {
    const found = repairEntry(schema, written)?.entry ?? filler;
    return found === undefined ? [] : [found];
  });
}

function entriesOf(broken: unknown, key: string): readonly unknown[] {
  const list: unknown = typeof broken === "object" && broken !== null ? Reflect.get(broken, key) : undefined;
  return Array.isArray(list) ? list : [];
}
