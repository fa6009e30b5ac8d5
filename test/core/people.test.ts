import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { foldName } from "#services/core/people/fold-name";
import { isNobody } from "#services/core/people/is-nobody";
import { isSamePerson } from "#services/core/people/is-same-person";
import { mayBeSamePerson } from "#services/core/people/may-be-same-person";
import { assertRecordable } from "#services/core/privacy/assert-recordable";

/** Word joiner, soft hyphen, grapheme joiner, selector, fillers, a shaping mark, a tag, a combining stroke. */
const INVISIBLE = [0x2060, 0xad, 0x34f, 0xfe0f, 0x3164, 0x115f, 0x206a, 0xe0020, 0xfeff, 0x200b, 0x1d173];

const SAME = [
  ["J. Smith", "j.  smith"],
  ["J. Smith", "J Smith"],
  ["J. Smith", "JSMITH"],
  ["J. Smith", "j.smith@trust.example"],
  ["John Smith", "Smith, John"],
  ["TRUST\\pat", "pat@trust.example"],
  ["pat@trust.example", "pat@trust.local"],
  ["pat+cab@trust.example", "pat"],
  ["Pat Jones <pat@trust.example>", "TRUST\\pat"],
  ["Pat Jones <pat@trust.example>", "pat jones"],
  ["pat", "p\u0430t"],
  ["pat", "\u0440\u0430\u0442"],
  ["TOM", "\u03a4\u039f\u039c"],
  ["pat", "\u1d18\u1d00\u1d1b"],
  ["Paul", "PauI"],
  ["Jos\u00e9", "Jose"],
  ["pat", "\uff50\uff41\uff54"],
] as const;

test("two spellings that may be one person's are, for the segregation of duties", () => {
  for (const [a, b] of SAME) assert.ok(mayBeSamePerson(a, b) && mayBeSamePerson(b, a), `${a} = ${b}`);
});

const LOOKING_ALIKE = [
  "\ua4d1\ua4ee\ua4d4 \ua4d9\ua4f3\ua4e0\ua4f0\ua4e2", // Lisu
  "\u13e2\u13aa\u13a2 \u13ab\u13beN\u13ac\u13da", // Cherokee
  "\u2ca3\u2c81\u2ca7 \u2cdd\u2c9f\u2c9b\u2c89S", // Coptic
  "\u146d\u15e9\u16cf \u148dO\u144e\u15f4\u1515", // syllabics
  "\u01a4at Jones",
  "Pat Jone\u01bd",
  "\ua751at Jo\u0272es",
  "\u{1d18}\u{1d00}t J\u{275}nes",
];

test("a name in letters of another script that look like Latin ones may be whose it looks like", () => {
  for (const name of LOOKING_ALIKE) assert.ok(mayBeSamePerson("Pat Jones", name), name);
});

test("a title, or what stands in brackets, makes nobody another person for the segregation of duties", () => {
  for (const name of [
    "Dr Pat Jones",
    "Mr. Pat Jones",
    "Jones, Pat (deputy)",
    "Pat Jones [CAB]",
    "Prof Pat Jones PhD",
    "Pat Jones Jr",
  ]) {
    assert.ok(mayBeSamePerson("Pat Jones", name), name);
    assert.ok(!isSamePerson("Pat Jones", name), name);
  }
  assert.ok(!mayBeSamePerson("Dr Pat Jones", "Dr Sam Lee"));
  assert.ok(!mayBeSamePerson("Pat (deputy)", "Sam (deputy)"));
  assert.ok(!mayBeSamePerson("Dr", "Sister"));
});

test("a word that stands for no name, and a single letter, names nobody", () => {
  const none = [
    "n/a",
    "N.A.",
    "none",
    "nobody",
    "No one",
    "TBC",
    "tba",
    "null",
    "undefined",
    "Unknown",
    "x",
    "X.",
    "test",
    "(none)",
    "1",
  ];
  for (const name of none) assert.ok(isNobody(name), name);
  for (const name of ["An", "Noni", "Tester", "Pat X", "Nulla", "\u5f20"]) assert.ok(!isNobody(name), name);
});

test("an invisible character makes nobody another person", () => {
  for (const code of INVISIBLE) {
    const spelled = `pa${String.fromCodePoint(code)}t`;
    assert.ok(mayBeSamePerson("pat", spelled), code.toString(16));
  }
});

test("two people stay two", () => {
  const names = [
    "pat",
    "sam",
    "J. Smith",
    "K. Smith",
    "John Smithson",
    "jsmith1",
    "jsmith2",
    "kim@trust.example",
    "Иван",
  ];
  for (const [index, a] of names.entries()) {
    for (const b of names.slice(index + 1)) assert.ok(!mayBeSamePerson(a, b), `${a} = ${b}`);
  }
});

test("what only may be one person gives no authority", () => {
  const certain = SAME.filter(([a, b]) => isSamePerson(a, b)).map(([a]) => a);
  assert.deepEqual(certain, ["J. Smith", "pat"]);
  assert.ok(isSamePerson("SAM", "sam@trust.example"));
});

test("whoever is certainly one person may be one, in whatever case and order", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      assert.ok(!isSamePerson(a, b) || mayBeSamePerson(a, b));
      assert.equal(mayBeSamePerson(a, b), mayBeSamePerson(b, a));
      assert.equal(mayBeSamePerson(a, a), foldName(a).size > 0);
    }),
  );
});

test("a name without letter or digit, or in several scripts, names nobody", () => {
  const nobody = [
    null,
    "",
    " ",
    "-",
    "...",
    "p\u0430t",
    "Pat \u0415. Jones",
    ...INVISIBLE.map((code) => String.fromCodePoint(code)),
  ];
  for (const name of nobody) assert.ok(isNobody(name), JSON.stringify(name));
  for (const name of ["pat", "4711", "O\u02bcBrien", "Zo\u00eb", "Иван Петров", "\u5f20\u4f1f"])
    assert.ok(!isNobody(name), name);
});

test("nobody acts under the words by which the record tells what was no person's act", () => {
  for (const name of [
    "lockstep",
    " Lockstep ",
    "ticket CHG0030001",
    "Ticket Paul Jones",
    "person 97d04ee9 (approver)",
  ]) {
    assert.throws(() => assertSomebody("approver", name), { code: "usage" }, name);
  }
  assertSomebody("approver", "Lockstep Jones");
  assertSomebody("approver", "Tick Etty");
});

test("what a pack would not let out is not recorded either", () => {
  const bell = "NHS number \uFF14\uFF15\uFF15\uFF14\uFF19\uFF11\uFF17\uFF13\uFF16\uFF13";
  for (const words of [bell, "Write to the patient at 12 Acacia Road, LS1 4AP"]) {
    assert.throws(() => assertRecordable("lesson", words), { code: "usage" }, words);
  }
  assertRecordable("lesson", "The runbook names a route that was closed in May");
});
