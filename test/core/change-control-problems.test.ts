import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeControl } from "#schemas/change-control";
import { DEFAULT_CHANGE_CONTROL } from "#services/core/authorisation/default-change-control";
import { findChangeControlProblems } from "#services/core/authorisation/find-change-control-problems";

function pathsOf(control: Partial<ChangeControl>): string[] {
  return findChangeControlProblems({ ...DEFAULT_CHANGE_CONTROL, ...control }).map(({ path }) => path);
}

test("the rules that hold where policy gives none have no problem", () => {
  assert.deepEqual(pathsOf({}), []);
});

test("a pattern that is no regular expression, or matches nothing at all, is refused", () => {
  assert.deepEqual(pathsOf({ referencePatterns: ["CHG\\d+", "CHG(", "(CHG)?"] }), [
    "/referencePatterns/1",
    "/referencePatterns/2",
  ]);
});

test("a pattern that only backtracking can follow is refused", () => {
  assert.deepEqual(pathsOf({ referencePatterns: ["(CHG|INC)-\\1", "CHG(?=\\d)", "(?:CHG|INC)(?:\\d+-?)+"] }), [
    "/referencePatterns/0",
    "/referencePatterns/1",
  ]);
});

test("a zone, a holiday or a freeze that does not exist is refused", () => {
  const freezes = [{ name: "winter", start: "2026-12-24T00:00:00Z", end: "2026-12-23T00:00:00Z" }];
  assert.deepEqual(pathsOf({ zone: "Europe/Londinium", bankHolidays: ["2026-02-30"], freezes }), [
    "/zone",
    "/bankHolidays/0",
    "/freezes/0",
  ]);
});

test("a reviewer of single-handed decisions who is nobody is refused", () => {
  const reviewers = ["chris@trust.example", "-", "p\u0430t k"];
  assert.deepEqual(pathsOf({ singleHanded: { reviewWithinWorkingDays: 5, reviewers } }), [
    "/singleHanded/reviewers/1",
    "/singleHanded/reviewers/2",
  ]);
});

test("a template named twice is refused", () => {
  const template = { id: "STD-1", kinds: ["channel"], paths: ["/port"] };
  assert.deepEqual(pathsOf({ standardTemplates: [template, template] }), ["/standardTemplates"]);
});
