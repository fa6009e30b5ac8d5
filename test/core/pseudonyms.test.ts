import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { hasAddress } from "#services/core/people/has-address";
import { isNobody } from "#services/core/people/is-nobody";
import { isSamePerson } from "#services/core/people/is-same-person";
import { mayBeSamePerson } from "#services/core/people/may-be-same-person";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { sealPeople } from "#services/core/people/seal-people";
import { showPeople } from "#services/core/people/show-people";
import { showPseudonyms } from "#services/core/people/show-pseudonyms";
import { wantsPseudonyms } from "#services/core/policy/wants-pseudonyms";
import { cutText } from "#services/reports/text/cut-text";
import { personOf } from "./pseudonymous-story.js";

const WORDS = ["Pat", "pat", "PAT", "Jones", "Dr", "j.okafor", "@trust.example", "@trust.local", "TRUST\\", "+cab"];
const MORE = [" ", "<", ">", "(deputy)", "n/a", "tbc", "p\u0430t", "\uff50at", "x", "1", "|", "Jos\u00e9"];
const name = fc.array(fc.constantFrom(...WORDS, ...MORE), { maxLength: 5 }).map((words) => words.join(""));

test("two pseudonyms say of two people what their names say: certainly one, perhaps one, and nobody", () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      const [one, other] = [personOf(a, "owner"), personOf(b, "approver")];
      assert.equal(isNobody(one), isNobody(a));
      assert.equal(hasAddress(one), hasAddress(a));
      assert.equal(isSamePerson(one, other), isSamePerson(a, b));
      assert.equal(mayBeSamePerson(one, other), mayBeSamePerson(a, b));
    }),
    { numRuns: 300 },
  );
});

test("of a name and a pseudonym nobody can tell: they may be one person, and never certainly are", () => {
  for (const other of ["Pat Jones", "C. Okonkwo"]) {
    assert.equal(mayBeSamePerson(personOf("Pat Jones"), other), true);
    assert.equal(mayBeSamePerson(other, personOf("Pat Jones")), true);
    assert.equal(isSamePerson(personOf("Pat Jones"), other), false);
  }
  const { id = "" } = parsePseudonym(personOf("Pat Jones")) ?? {};
  assert.equal(isSamePerson(personOf("Pat Jones"), id), false, "nor is who is called like one");
});

test("a pseudonym is not the name, and without the key nobody makes it", () => {
  const pseudonym = personOf("C. Okonkwo");
  assert.doesNotMatch(pseudonym, /okonkwo/i);
  assert.equal(personOf("c.  okonkwo").slice(0, 23), pseudonym.slice(0, 23), "one for each spelling");
  assert.throws(() => assertSomebody("approver", pseudonym), { code: "usage" });
});

test("a person is shown by name where it is known, and by pseudonym and part where it is not", () => {
  const pseudonym = personOf("C. Okonkwo", "approver");
  const { id = "" } = parsePseudonym(pseudonym) ?? {};
  const shown = `person ${id.slice(0, 8)} (approver)`;
  const value = { by: pseudonym, told: [`approved by ${pseudonym}, today`], at: new Date(0), sum: 7 };
  assert.deepEqual(showPeople(value, new Map([[id, "C. Okonkwo"]])), {
    ...{ by: "C. Okonkwo", told: ["approved by C. Okonkwo, today"], at: new Date(0), sum: 7 },
  });
  assert.equal(showPseudonyms(`by ${pseudonym}.`), `by ${shown}.`);
  assert.equal(cutText(pseudonym, 40), shown, "also where there is room for no more");
  const nobody = { told: ["a person-al matter"], deep: { list: [1, 2] } };
  assert.equal(showPeople(nobody), nobody, "what holds nobody comes back as it is");
});

test("who acted and whom a record names are sealed; what is no person's is not", async () => {
  const seal = (one: string, part: string) => Promise.resolve(`<${one} as ${part}>`);
  const entry = (type: "waiver-granted" | "override" | "review-decided", body: object, actor = "Pat Jones") =>
    sealPeople({ type, actor, at: "", body: { ...body } }, seal);
  const waiver = { id: "w1", owner: "Sam", approver: "Pat Jones", reason: "Sam asked" };
  assert.deepEqual(await entry("waiver-granted", { waiver, commit: "c" }), {
    ...{ type: "waiver-granted", actor: "<Pat Jones as approver>", at: "" },
    body: { waiver: { ...waiver, owner: "<Sam as owner>", approver: "<Pat Jones as approver>" }, commit: "c" },
  });
  assert.deepEqual((await entry("override", { second: null }, "lockstep")).body, { second: null });
  const decided = { approvers: [{ account: "sam", name: "Sam", at: "t" }], decidedBy: "ticket CHG1" };
  assert.deepEqual(await entry("review-decided", decided, "ticket CHG1"), {
    ...{ type: "review-decided", actor: "ticket CHG1", at: "" },
    body: {
      approvers: [{ account: "<sam as approver>", name: "<Sam as approver>", at: "t" }],
      decidedBy: "ticket CHG1",
    },
  });
});

test("whatever does not say that names are wanted keeps names out of the record", () => {
  assert.equal(wantsPseudonyms(undefined), false, "an estate from before stays as it was");
  assert.equal(wantsPseudonyms("people: names\n"), false);
  for (const text of ["people: pseudonyms\n", "people: name\n", "", "people: [", "{}"])
    assert.equal(wantsPseudonyms(text), true, text);
});
