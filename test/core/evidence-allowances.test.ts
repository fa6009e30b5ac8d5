import assert from "node:assert/strict";
import { test } from "node:test";
import { parseGoverned } from "#services/core/policy/parse-governed";

const ESTATE = "schema: lockstep/estate@1\n";
const GRANT = "owner: J. Okafor, approver: C. Chair, granted: 2026-09-01, expires: 2026-10-31";
const TEXT = `masked:k1:${"0".repeat(32)}`;

function read(...entries: readonly string[]) {
  const yaml = `allowedTexts:\n${entries.map((entry) => `  - { ${entry} }\n`).join("")}`;
  return parseGoverned(
    new Map([
      ["estate.yaml", ESTATE],
      ["policy/evidence.yaml", yaml],
    ]),
  );
}

const problemsOf = (...entries: readonly string[]) =>
  read(...entries).problems.filter(({ file }) => file === "policy/evidence.yaml");

test("a text that may leave is named by its token and its place, with who looked at it and who agreed", () => {
  const { evidence } = read(`id: a, text: "${TEXT}", place: "*", reason: An order., ${GRANT}`);
  assert.deepEqual(
    evidence?.allowedTexts.map(({ id, text }) => [id, text]),
    [["a", TEXT]],
  );
});

test("without the file nothing more may leave, and with a slip in it neither", () => {
  assert.deepEqual(parseGoverned(new Map([["estate.yaml", ESTATE]])).evidence, { allowedTexts: [] });
  const slips = [
    `id: a, text: "9991457729", place: "*", reason: R, ${GRANT}`,
    `id: a, text: "${TEXT}", reason: R, ${GRANT}`,
    `id: a, text: "${TEXT}", place: "*", reason: R, ${GRANT.replace("C. Chair", "J. Okafor")}`,
    `id: a, text: "${TEXT}", place: "*", reason: R, ${GRANT.replace("2026-10-31", "2028-10-31")}`,
  ];
  for (const slip of slips) {
    assert.equal(read(slip).evidence, undefined, slip);
    assert.ok(problemsOf(slip).length > 0, slip);
  }
});

test("two permissions of one name are a problem", () => {
  const entry = `id: a, text: "${TEXT}", place: "*", reason: R, ${GRANT}`;
  assert.match(problemsOf(entry, entry)[0]?.message ?? "", /twice/);
});

test("no verdict rests on it: a slip in it leaves the policy in force", () => {
  assert.notEqual(read("id: a").policy, undefined);
});
