import assert from "node:assert/strict";
import { test } from "node:test";
import { describeArtefact } from "#services/reports/words/describe-artefact";
import { aFinding } from "./fixtures.js";

function describe(concept: string, kind: string, name: string): string {
  return describeArtefact({ concept, artefact: { ...aFinding(name).artefact, kind, name } });
}

test("what carries messages is an interface whatever the product, and its own word stands beside it", () => {
  assert.equal(describe("interface", "channel", "PAS ADT In"), "interface 'PAS ADT In' (channel)");
  assert.equal(describe("interface", "production-item", "From PAS"), "interface 'From PAS' (production item)");
  assert.equal(describe("endpoint", "communication-point", "PAS In"), "endpoint 'PAS In' (communication point)");
});

test("the same word is not said twice", () => {
  assert.equal(describe("lookup", "lookup-table", "Gender"), "lookup table 'Gender'");
  assert.equal(describe("route", "route", "ADT"), "route 'ADT'");
  assert.equal(describe("code", "code-template", "shortWard"), "code template 'shortWard'");
  assert.equal(describe("setting", "server-settings", "Server settings"), "server settings");
});

test("what has no concept is told in the product's own words, and abbreviations stay what they are", () => {
  assert.equal(describe("other", "other", "notes.txt"), "other 'notes.txt'");
  assert.equal(describe("transform", "dtl", "AdtToLims"), "transform 'AdtToLims' (DTL)");
  assert.equal(describe("certificate", "ssl-config", "MESH"), "certificate 'MESH' (SSL config)");
});
