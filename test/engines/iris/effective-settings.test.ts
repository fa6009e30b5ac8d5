import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type DefaultsInForce, effectiveSetting, findDefault } from "#services/engines/iris/effective-settings";
import type { SystemDefault } from "#services/engines/iris/system-defaults";
import { artefactOf, type DefaultFixture, operabilityOf, readProduction, textAt, writtenText } from "./read-iris.js";

const port = (value: string): string => `<Setting Target="Adapter" Name="Port">${value}</Setting>`;
const portDefault = (value: string, more: Partial<DefaultFixture> = {}): DefaultFixture => ({
  item: "To PAS",
  setting: "Port",
  value,
  ...more,
});

function portOf(fixture: Parameters<typeof readProduction>[0]): string | undefined {
  const item = artefactOf(readProduction(fixture), "production-item");
  return textAt(item, "Adapter", "Port") ?? textAt(item, "Setting", "Port");
}

test("the production outweighs a default, also where it says the empty text", () => {
  assert.equal(portOf({ settings: port("7001"), defaults: [portDefault("7002")] }), "7001");
  assert.equal(portOf({ settings: port(""), defaults: [portDefault("7002")] }), "");
  assert.equal(portOf({ defaults: [portDefault("7002")] }), "7002");
  assert.equal(portOf({}), undefined);
});

test("a default whose value changed is told at the interface that it governs, once", () => {
  const before = readProduction({ settings: port("7001"), defaults: [portDefault("1", { setting: "SSLConfig" })] });
  const after = readProduction({ settings: port("7001"), defaults: [portDefault("2", { setting: "SSLConfig" })] });
  assert.notEqual(writtenText(before), writtenText(after));
  assert.equal(textAt(artefactOf(after, "production-item"), "Setting", "SSLConfig"), "2");
});

test("of several defaults that fit one setting only the deciding one is told", () => {
  const defaults = [
    portDefault("1"),
    portDefault("2", { hostClass: "Elmsford.Operation" }),
    portDefault("3", { item: "*" }),
  ];
  const read = readProduction({ defaults });
  assert.equal(textAt(artefactOf(read, "production-item"), "Setting", "Port"), "2");
  assert.doesNotMatch(writtenText(read), /#2/);
});

test("where a value comes from is provenance: equal values are equal, whoever says them", () => {
  const other = `<Item Name="To LIS" ClassName="Elmsford.Operation">${port("1")}</Item>`;
  const by = (settings: string) =>
    `<Production Name="Elmsford.Production"><Item Name="To PAS" ClassName="Elmsford.Operation">${settings}</Item>${other}</Production>`;
  const said = readProduction({ production: by(port("7001")) });
  const defaulted = readProduction({ production: by(""), defaults: [portDefault("7001")] });
  assert.equal(writtenText(defaulted), writtenText(said));
  const { provenance } = artefactOf(defaulted, "production-item", "To PAS");
  assert.equal(provenance["Sources/Adapter Port/source"], "system default *||To PAS||*||Port");
  assert.deepEqual(artefactOf(said, "production-item", "To PAS").provenance, {});
});

test("from 2023.3 on a default switches an item off that the production switches on", () => {
  const off: DefaultFixture = { item: "To PAS", setting: "Enabled", value: "0" };
  const enabled = (engineVersion: string) =>
    textAt(
      artefactOf(readProduction({ attributes: 'Enabled="true"', defaults: [off], engineVersion }), "production-item"),
      "Enabled",
    );
  assert.deepEqual(["2018.1.2", "2023.2", "2023.3", "2025.1"].map(enabled), ["true", "true", "false", "false"]);
  const read = readProduction({ attributes: 'Enabled="true"', defaults: [off] });
  assert.equal(operabilityOf(read, "To PAS"), "disabled");
  const { provenance } = artefactOf(read, "production-item");
  assert.equal(provenance["Sources/Enabled/hiddenInProduction"], "true");
});

test("without the engine's version nothing is guessed that depends on it", () => {
  const off: DefaultFixture = { item: "To PAS", setting: "Enabled", value: "0" };
  assert.throws(() => readProduction({ defaults: [off], engineVersion: "" }), /which settings are in force/);
  assert.equal(portOf({ defaults: [portDefault("1")], engineVersion: "" }), "1");
});

test("of the production's own settings those that defaults may overrule are judged as they take effect", () => {
  const defaults: readonly DefaultFixture[] = [
    { production: "Elmsford.Production", setting: "ActorPoolSize", value: "8" },
  ];
  const production = '<Production Name="Elmsford.Production"><ActorPoolSize>2</ActorPoolSize></Production>';
  const sizeOn = (engineVersion: string) =>
    textAt(artefactOf(readProduction({ production, defaults, engineVersion }), "production"), "ActorPoolSize");
  assert.deepEqual([sizeOn("2022.1"), sizeOn("2024.1")], ["2", "8"]);
});

test("an item that is on runs after a failover if its production starts by itself", () => {
  const on = { attributes: 'Enabled="true"' };
  assert.equal(operabilityOf(readProduction({ ...on, autoStart: true }), "To PAS"), "deployed");
  assert.equal(operabilityOf(readProduction({ ...on, autoStart: null }), "To PAS"), "deployed");
  assert.equal(operabilityOf(readProduction({ ...on, autoStart: false }), "To PAS"), "saved-only");
  assert.equal(operabilityOf(readProduction({ attributes: 'Enabled="false"' }), "To PAS"), "disabled");
});

const owner = { item: "To PAS", hostClass: "Elmsford.Operation" };
const field = (value: string) => fc.constantFrom("*", value, "other");
const anyDefault: fc.Arbitrary<SystemDefault> = fc.record({
  production: field("P"),
  item: field(owner.item),
  hostClass: field(owner.hostClass),
  setting: fc.constantFrom("Port", "Enabled"),
  value: fc.string({ maxLength: 3 }),
  description: fc.constant(""),
  deployable: fc.constant("1"),
  others: fc.constant([]),
});

/** Most specific first, as the documentation lists them. */
const ORDER = ["PIC", "PI*", "P*C", "P**", "*IC", "*I*", "**C", "***"];

function shapeOf({ production, item, hostClass }: SystemDefault): string {
  return `${production === "*" ? "*" : "P"}${item === "*" ? "*" : "I"}${hostClass === "*" ? "*" : "C"}`;
}

test("the most specific default that fits decides, in whatever order they stand", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyDefault, {
        selector: (d) => `${shapeOf(d)}${d.production}${d.item}${d.hostClass}${d.setting}`,
      }),
      (defaults) => {
        const inForce: DefaultsInForce = { production: "P", defaults, overrule: false };
        const fitting = defaults.filter(
          (d) =>
            d.setting === "Port" &&
            ["*", "P"].includes(d.production) &&
            ["*", owner.item].includes(d.item) &&
            ["*", owner.hostClass].includes(d.hostClass),
        );
        const wanted = ORDER.map((shape) => fitting.find((d) => shapeOf(d) === shape)).find((d) => d !== undefined);
        assert.equal(findDefault("Port", owner, inForce), wanted);
        assert.equal(findDefault("Port", owner, { ...inForce, defaults: defaults.toReversed() }), wanted);
        assert.equal(effectiveSetting("Port", undefined, owner, inForce)?.value, wanted?.value);
        assert.equal(effectiveSetting("Port", "said", owner, inForce)?.value, "said");
      },
    ),
  );
});

test("a default for every item is told by itself, and not at each item", () => {
  const read = readProduction({ defaults: [{ setting: "FilePath", value: "/data" }] });
  assert.doesNotMatch(writtenText(read), /FilePath/);
});

test("a default for an attribute that the production leaves out is told at the production", () => {
  const defaults = [{ hostClass: "Elmsford.Production", setting: "LogGeneralTraceEvents", value: "1" }];
  const production = artefactOf(readProduction({ defaults }), "production");
  assert.equal(textAt(production, "LogGeneralTraceEvents"), "true");
});

test("a default for an attribute that an item leaves out is told at the item", () => {
  const schedule = (value: string, more: Partial<DefaultFixture>) =>
    textAt(
      artefactOf(
        readProduction({ defaults: [{ setting: "Schedule", value, item: "To PAS", ...more }] }),
        "production-item",
      ),
      "Schedule",
    );
  assert.equal(schedule("STOP:*-*-*T00:01:00", {}), "STOP:*-*-*T00:01:00");
  assert.equal(schedule("Nightly", { item: "*", hostClass: "Elmsford.Operation" }), "Nightly");
  assert.equal(schedule("Nightly", { item: "To LIS" }), undefined);
  const said = readProduction({
    attributes: 'Schedule="Daily"',
    defaults: [{ setting: "Schedule", value: "Nightly", item: "To PAS" }],
  });
  assert.equal(textAt(artefactOf(said, "production-item"), "Schedule"), "Daily");
});
