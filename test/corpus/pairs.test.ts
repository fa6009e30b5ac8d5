import assert from "node:assert/strict";
import { test } from "node:test";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { LockstepError } from "#services/core/errors";
import { normaliseExport } from "#services/core/normalise";
import { OPTIONS } from "./read-recording.js";
import { readShared, sharedIsAbsent } from "./shared-files.js";

/** One version of a real export and the next, classified by hand. */
interface CorpusPair {
  readonly old: string;
  readonly new: string;
  readonly noiseOnly: boolean | null;
  readonly malformed?: boolean;
}

function readPairs(): CorpusPair[] {
  const lines = Buffer.from(readShared("corpus/mirth/pairs.jsonl").bytes).toString().trim().split("\n");
  return lines.map((line) => JSON.parse(line) as CorpusPair);
}

/** Identity and content of everything in a file. */
function digestsOf(path: string): string[] {
  const { bytes } = readShared(`corpus/mirth/${path}`);
  const { artefacts } = normaliseExport({ source: "file", bytes, origin: path }, { ...OPTIONS, scope: "file" });
  return artefacts
    .map(({ artefact }) => `${artefact.kind} ${artefact.key} ${digestArtefact(renderArtefact(artefact))}`)
    .sort();
}

test("two exports that differ only by noise raise no alarm", { skip: sharedIsAbsent }, () => {
  const pairs = readPairs().filter(({ noiseOnly }) => noiseOnly === true);
  assert.equal(pairs.length, 48);
  for (const pair of pairs) assert.deepEqual(digestsOf(pair.new), digestsOf(pair.old), pair.new);
});

test("no real change between two exports is missed", { skip: sharedIsAbsent }, () => {
  const pairs = readPairs().filter(({ noiseOnly }) => noiseOnly === false);
  assert.equal(pairs.length, 86);
  for (const pair of pairs) assert.notDeepEqual(digestsOf(pair.new), digestsOf(pair.old), pair.new);
});

test("a malformed export is refused by name, line and reason", { skip: sharedIsAbsent }, () => {
  const pairs = readPairs().filter(({ malformed }) => malformed === true);
  assert.equal(pairs.length, 2);
  for (const pair of pairs) {
    assert.throws(
      () => [digestsOf(pair.old), digestsOf(pair.new)],
      (error) =>
        error instanceof LockstepError &&
        error.code === "export-malformed" &&
        /^ArbazRasheed.*\.xml is malformed at line 4: a tag/.test(error.message),
    );
  }
});
