import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { Static, TSchema } from "typebox";
import { Engine } from "#schemas/estate";
import { ExpectedDifference, InterfaceRule, type Policy, Waiver } from "#schemas/policy";

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
    interfaces: [...policy.interfaces, ...of("interfaces", "interfaces", InterfaceRule, ANY_INTERFACE)],
  };
}

/** The engines of an estate.yaml that does not fit as a whole, in their places; `undefined` stands for a broken one. */
export function soundEngines(broken: unknown): readonly (Engine | undefined)[] {
  return entriesOf(broken, "engines").map((entry) => (ajv.validate(Engine, entry) ? (entry as Engine) : undefined));
}

// Stands in the place of a broken entry, so that the others keep their numbers; nothing can be found in it.
const ANY_INTERFACE: InterfaceRule = { match: {}, tier: 4, flow: "-", owner: "-" };

const ajv = addFormats.default(new Ajv({ strict: false }), ["date-time"]);

function soundEntries<T extends TSchema>(broken: unknown, key: string, schema: T, filler?: Static<T>): Static<T>[] {
  return entriesOf(broken, key).flatMap((entry) => {
    if (ajv.validate(schema, entry)) return [entry as Static<T>];
    return filler === undefined ? [] : [filler];
  });
}

function entriesOf(broken: unknown, key: string): readonly unknown[] {
  const list: unknown = typeof broken === "object" && broken !== null ? Reflect.get(broken, key) : undefined;
  return Array.isArray(list) ? list : [];
}
