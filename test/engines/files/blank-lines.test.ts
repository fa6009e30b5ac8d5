import assert from "node:assert/strict";
import { test } from "node:test";
import type { RulePack } from "#schemas/rule-pack";
import { compilePack } from "#services/engines/files/compile-pack";
import { readDocument } from "#services/engines/files/read-document";
import { isProduction } from "#services/engines/iris/fetch-documents";
import { parseTclList } from "#services/formats/tcl-list/parse-tcl-list";
import { growthOf, LINEAR_GROWTH } from "#test/fakes/growth-of";
import { PACKS } from "./file-fixture.js";

const DOCUMENT = { match: "**", kind: "file", format: "text" } as const;
const READING = { document: DOCUMENT, pack: compilePack(fallbackPack()) };

test("a text of blank lines takes no longer than its length", () => {
  const work = (size: number): unknown => readDocument(Buffer.from(`${"\n".repeat(size)}a`), "x.txt", READING);
  assert.ok(growthOf(work, 5000) < LINEAR_GROWTH);
});

test("blank lines at the end of a text still mean nothing", () => {
  const content = readDocument(Buffer.from("a\n\nb\n\n\n"), "x.txt", READING);
  assert.equal(content === "binary" ? "" : content.tree.text, "a\n\nb");
});

test("a site's definition with blank lines takes no longer than its length", () => {
  assert.ok(growthOf((size) => parseTclList(`${"\n".repeat(size)}a b`, "x"), 5000) < LINEAR_GROWTH);
});

test("a site's definition of bare words takes no longer than its length", () => {
  assert.ok(growthOf((size) => parseTclList(`a\n\nend_a\n${"a\n".repeat(size)}`, "x"), 2000) < LINEAR_GROWTH);
});

test("a class with blank lines takes no longer to be told from a production than its length", () => {
  assert.ok(growthOf((size) => isProduction(`${"\n".repeat(size)}x`), 5000) < LINEAR_GROWTH);
  assert.ok(isProduction("Class A\n{\n\n \tXData ProductionDefinition\n{"));
});

function fallbackPack(): RulePack {
  const pack = PACKS.find(({ pack: name }) => name === "files");
  assert.ok(pack !== undefined);
  return pack;
}
