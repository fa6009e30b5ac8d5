import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { strToU8, unzipSync, zipSync } from "fflate";
import { writeDownExport } from "#services/core/artefact/write-down-export";
import { LockstepError } from "#services/core/errors";
import { parseJsonAnswer } from "#services/engines/rhapsody/answers/json-values";
import { lookupTablesXml } from "#services/simulators/rhapsody/render-answers";
import { renderConfiguration } from "#services/simulators/rhapsody/render-configuration";
import { ENGINE } from "./invented-engine.js";
import { OPTIONS } from "./read-answers.js";

const ARCHIVE = renderConfiguration(ENGINE, ENGINE.lockers, 7);
const DOCUMENT = Buffer.from(unzipSync(ARCHIVE)["configuration.xml"] ?? new Uint8Array()).toString("utf8");

/** Reads bytes to the end of what would be stored; a refusal has to be one of ours. */
function readOrRefuse(bytes: Uint8Array, source: string): number {
  try {
    const written = writeDownExport({ source, bytes, origin: "hostile" }, { ...OPTIONS, scope: "server" });
    for (const { files } of written.artefacts) {
      for (const { path } of files) assert.ok(!/(?:^|\/)\.\.(?:\/|$)|^\/|\0/.test(path), path);
    }
    return written.artefacts.length;
  } catch (error) {
    assert.ok(error instanceof LockstepError, `${String(error)}`);
    return -1;
  }
}

/** A text with some stretch of it taken out, doubled, or replaced. */
function mutated(text: string): fc.Arbitrary<string> {
  const parts = [
    "",
    "<",
    ">",
    "&",
    "]]>",
    "\0",
    "__proto__",
    "../../x",
    "uuid",
    '"',
    "parent",
    "</route>",
    "é",
    "\u202e",
    "#text",
  ];
  return fc
    .tuple(fc.nat(text.length), fc.nat(60), fc.constantFrom(...parts), fc.boolean())
    .map(
      ([at, length, part, doubled]) =>
        text.slice(0, at) + part + text.slice(doubled ? Math.max(0, at - length) : at + length),
    );
}

test("a configuration that was tampered with is read or refused, and never breaks the reader", () => {
  fc.assert(
    fc.property(mutated(DOCUMENT), (document) => {
      readOrRefuse(zipSync({ "configuration.xml": strToU8(document) }, { level: 0 }), "configuration");
    }),
    { numRuns: 300 },
  );
});

test("an archive that was tampered with is read or refused, and never breaks the reader", () => {
  fc.assert(
    fc.property(fc.nat(ARCHIVE.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = ARCHIVE.slice();
      bytes[at] = (bytes[at] ?? 0) ^ change;
      readOrRefuse(bytes, "configuration");
    }),
    { numRuns: 300 },
  );
});

const ANSWERS: Readonly<Record<string, string>> = {
  variables: JSON.stringify({ data: { variables: ENGINE.variables }, error: null }),
  users: JSON.stringify({ data: { users: ENGINE.users }, error: null }),
  "access-groups": JSON.stringify({
    data: { accessGroups: ENGINE.accessGroups, lockerNames: { a: "b" } },
    error: null,
  }),
  "security-objects": JSON.stringify({ data: { securityObjects: ENGINE.securityObjects }, error: null }),
  modules: JSON.stringify({ data: ENGINE.modules, error: null }),
  "alert-settings": JSON.stringify({ data: { a: [1, { b: null }], c: true }, error: null }),
  "backup-schedules": JSON.stringify([{ backupAreas: ["CONFIGURATION"], directory: "/backup" }]),
  "registered-ports": JSON.stringify({ data: ENGINE.ports, error: null }),
  components: JSON.stringify({
    data: { name: "Main", childFolders: [{ name: "x", childComponents: [{ type: "ROUTE", name: "r" }] }] },
  }),
  info: JSON.stringify({ data: { version: "6.5.0", name: "x" }, error: null }),
  "lookup-tables": lookupTablesXml(ENGINE.lookupTables),
};

test("answers that were tampered with are read or refused, and never break the reader", () => {
  for (const [source, text] of Object.entries(ANSWERS)) {
    assert.ok(readOrRefuse(strToU8(text), source) >= 0, source);
    fc.assert(
      fc.property(mutated(text), (answer) => {
        readOrRefuse(strToU8(answer), source);
      }),
      { numRuns: 60 },
    );
  }
});

test("names from an engine that are paths, reserved words or prototypes stay inside their folder", () => {
  for (const name of [
    "../../x",
    "-rf",
    "con",
    "x".repeat(300),
    "a\u202eb",
    "__proto__",
    "constructor",
    ".git",
    "a/b",
  ]) {
    const variables = JSON.stringify({
      data: {
        variables: [
          { name, value: "1" },
          { name: `${name}2`, value: "__proto__" },
        ],
      },
    });
    assert.equal(readOrRefuse(strToU8(variables), "variables"), 2);
    const document = `<configuration><folders><folder uuid="u" parent="u" name="${name}"/></folders></configuration>`;
    assert.ok(readOrRefuse(zipSync({ "configuration.xml": strToU8(document) }), "configuration") > 0);
  }
});

test("endless nesting is refused and not followed", () => {
  const deep = `{"data":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`;
  assert.equal(readOrRefuse(strToU8(deep), "alert-settings"), -1);
  assert.equal(readOrRefuse(strToU8("[".repeat(200_000)), "backup-schedules"), -1);
});

test("an answer with one text of ten million characters is read, and brackets in texts do not nest", () => {
  const text = "x".repeat(10_000_000);
  assert.deepEqual(parseJsonAnswer(Buffer.from(JSON.stringify({ data: { text } })), "x"), { text });
  const brackets = `${"[".repeat(300)}\\"`;
  assert.equal(parseJsonAnswer(Buffer.from(JSON.stringify({ data: brackets })), "x"), brackets);
  assert.throws(() => parseJsonAnswer(Buffer.from(`${"[".repeat(300)}${"]".repeat(300)}`), "x"), LockstepError);
});
