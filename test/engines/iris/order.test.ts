import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { defaultsXml, productionClass, readIris, readProduction, writtenText } from "./read-iris.js";

/** A list, and the same in another order. */
function reordered<T>(items: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

function alwaysSame(parts: readonly string[], read: (ordered: readonly string[]) => string): void {
  const wanted = read(parts);
  fc.assert(
    fc.property(reordered(parts), (ordered) => {
      assert.equal(read(ordered), wanted);
    }),
    { numRuns: 30 },
  );
}

const NAMES = ["PAS ADT In", "To LIMS", "Ens.Alert", "To LIMS"];

test("the order of items means nothing, also of two of one name", () => {
  const items = NAMES.map((name, index) => `<Item Name="${name}" ClassName="Elmsford.C${index}" PoolSize="${index}"/>`);
  alwaysSame(items, (ordered) => {
    const production = `<Production Name="Elmsford.Production">${ordered.join("")}</Production>`;
    const { artefacts } = readProduction({ production });
    return artefacts
      .map(({ artefact }) => JSON.stringify(artefact))
      .sort()
      .join("\n");
  });
});

test("the order of settings, of attributes and of defaults means nothing", () => {
  const settings = ["Port", "IPAddress", "StayConnected"].map(
    (name) => `<Setting Target="Adapter" Name="${name}">1</Setting>`,
  );
  alwaysSame(settings, (ordered) => writtenText(readProduction({ settings: ordered.join("") })));
  alwaysSame(['PoolSize="2"', 'Enabled="false"', 'Category="b,a"'], (ordered) =>
    writtenText(readProduction({ attributes: ordered.join(" ") })),
  );
  const defaults = ["*", "To PAS"].flatMap((item) =>
    ["*", "Elmsford.Operation"].map((hostClass) => ({
      item,
      hostClass,
      setting: "Port",
      value: `${item} ${hostClass}`,
    })),
  );
  alwaysSame(
    defaults.map((said) => JSON.stringify(said)),
    (ordered) =>
      writtenText(readProduction({ defaults: ordered.map((said) => JSON.parse(said) as (typeof defaults)[0]) })),
  );
});

test("the order of a class's members means nothing, but for properties", () => {
  const members = [
    "Parameter A = 1;",
    'Parameter B = "x";',
    "Method One()\n{\n\tQuit\n}",
    "ClassMethod Two() As %Status\n{\n\tQuit 1\n}",
    "Index NameIndex On Name;",
  ];
  const read = (ordered: readonly string[]) =>
    writtenText(readIris("file", "A.cls", `Class Elmsford.A Extends %Persistent\n{\n\n${ordered.join("\n\n")}\n\n}\n`));
  alwaysSame(members, read);
  const properties = ["Property Name As %String;", "Property Ward As %String;"];
  assert.notEqual(read(properties), read(properties.toReversed()));
});

test("the order of lookup entries, of system defaults and of a schema's parts means nothing", () => {
  const entries = ["f", "m", "u"].map((key) => `<entry table="Gender" key="${key}">${key.toUpperCase()}</entry>`);
  alwaysSame(entries, (ordered) =>
    writtenText(readIris("file", "g.lut", `<lookupTable>${ordered.join("")}</lookupTable>`)),
  );
  const parts = ["A01", "A02", "A03"].map((name) => `<MessageType name="ADT_${name}" structure="ADT_A01"/>`);
  alwaysSame(parts, (ordered) =>
    writtenText(readIris("file", "s.xml", `<Category name="Elmsford" base="2.5">${ordered.join("")}</Category>`)),
  );
});

test("the order of rules and of steps means something", () => {
  const rule = (...names: readonly string[]) =>
    writtenText(
      readIris(
        "file",
        "R.cls",
        `Class Elmsford.R Extends Ens.Rule.Definition\n{\n\nXData RuleDefinition\n{\n<ruleDefinition><ruleSet name="x">${names
          .map((name) => `<rule name="${name}"><when condition="1"><send target="A"/><send target="B"/></when></rule>`)
          .join("")}</ruleSet></ruleDefinition>\n}\n\n}\n`,
      ),
    );
  assert.notEqual(rule("one", "two"), rule("two", "one"));
});

test("thousands of items, defaults and keys are read in a moment", () => {
  const many = Array.from({ length: 2000 }, (_, index) => index);
  const items = many.map(
    (index) => `<Item Name="I${index}" ClassName="C${index % 50}"><Setting Target="Host" Name="X">1</Setting></Item>`,
  );
  const defaults = many.map((index) => ({ item: `I${index}`, setting: "Y", value: String(index) }));
  const production = productionClass(`<Production Name="Elmsford.Production">${items.join("")}</Production>`);
  const answer = {
    namespace: "LIVE",
    engineVersion: "2025.1",
    autoStart: null,
    production,
    defaults: defaultsXml(defaults),
  };
  assert.equal(readIris("production", "LIVE/Elmsford.Production.cls", answer).artefacts.length, 2001);
  const entries = many.flatMap((index) =>
    [0, 1, 2, 3].map((more) => `<entry table="T" key="${index}-${more}">x</entry>`),
  );
  assert.equal(readIris("file", "t.lut", `<lookupTable>${entries.join("")}</lookupTable>`).artefacts.length, 1);
});
