import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_CHANGE_CONTROL } from "#services/core/authorisation/default-change-control";
import { findReferences } from "#services/core/authorisation/find-references";

function find(after: string | null, before: string | null = null): string[] {
  return findReferences([{ before, after }], DEFAULT_CHANGE_CONTROL.referencePatterns);
}

test("change numbers of the usual systems are found, in any case", () => {
  assert.deepEqual(find("Port moved, chg0034512; see CHG-77 and C2611-0042."), ["CHG0034512", "CHG-77", "C2611-0042"]);
});

test("a number that stood there before the change is not of this change", () => {
  assert.deepEqual(find("CHG0000001, CHG0000002", "CHG0000001"), ["CHG0000002"]);
});

test("part of a longer word or number is no reference", () => {
  assert.deepEqual(find("XCHG0034512 CHG003451234567 CHG0034512X CHG12-CHG-77-4 AC2611-0042"), []);
});

test("other numbers than change numbers are no reference", () => {
  assert.deepEqual(find("INC0034512 RITM0000001 PAS-12 2026-11-18"), []);
});

test("numbers in markup and code are not taken", () => {
  assert.deepEqual(find('<a href="CHG0000001">x</a> `CHG0000002` ```CHG0000003``` CHG0000004'), ["CHG0000004"]);
});

test("twenty are taken and no more, however long the text", () => {
  const many = Array.from({ length: 50 }, (_, index) => `CHG${1_000_000 + index}`).join(" ");
  assert.equal(find(many).length, 20);
  assert.deepEqual(find(`${"<".repeat(90_000)}${"`".repeat(9_000)}`), []);
});

test("nothing is found where policy names no pattern or there is no text", () => {
  assert.deepEqual(findReferences([{ before: null, after: "CHG0000001" }], []), []);
  assert.deepEqual(find(null), []);
});

test("numbers that stand side by side are each found, and one that is longer than any number is not", () => {
  assert.deepEqual(find("CHG0000001 CHG0000002,CHG-3- CHG-4"), ["CHG0000001", "CHG0000002", "CHG-3", "CHG-4"]);
  const patterns = ["REQ/\\d+", "ITEM \\d+", "#\\d+"];
  const fields = [{ before: null, after: "see REQ/12, item 7 and #5" }];
  assert.deepEqual(findReferences(fields, patterns), ["REQ/12", "ITEM 7", "#5"]);
  assert.deepEqual(findReferences([{ before: null, after: `CHG${"1".repeat(200)}` }], ["CHG\\d+"]), []);
});

test("a pattern that repeats what repeats costs no more than the length of the text", () => {
  const patterns = ["(?:CHG|INC)(?:\\d+-?)+"];
  const costOf = (digits: number): number => {
    const fields = [{ before: null, after: `CHG${"1".repeat(digits)}x` }];
    const tries = Array.from({ length: 5 }, () => {
      const begin = process.hrtime.bigint();
      for (let index = 0; index < 20; index++) findReferences(fields, patterns);
      return Number(process.hrtime.bigint() - begin);
    });
    return Math.min(...tries);
  };
  costOf(18);
  assert.ok(costOf(24) < 8 * costOf(18), "six digits more cost a multiple");
  assert.deepEqual(findReferences([{ before: null, after: "chg12-34" }], patterns), ["CHG12-34"]);
});
