import assert from "node:assert/strict";
import { test } from "node:test";
import { normaliseExport } from "#services/core/normalise";
import { classXml } from "./intersystems-class-xml.js";
import { corpusFiles, corpusIsAbsent, OPTIONS } from "./intersystems-files.js";

function artefactsOf(bytes: Buffer, origin: string) {
  return normaliseExport({ source: "file", bytes, origin }, OPTIONS).artefacts.map(({ artefact }) => artefact);
}

test("a class in the source form and the same class as Caché exported it are equal", { skip: corpusIsAbsent }, () => {
  const classes = corpusFiles().filter(({ path }) => path.endsWith(".cls"));
  const left: string[] = [];
  for (const { path, bytes } of classes) {
    const xml = classXml(bytes.toString("utf8"));
    if (xml === undefined) left.push(path);
    else assert.deepEqual(artefactsOf(Buffer.from(xml), path), artefactsOf(bytes, path), path);
  }
  // Indented by hand from the first line on, as no engine writes it.
  assert.equal(left.length, 4, `no twin could be written for:\n${left.join("\n")}`);
});
