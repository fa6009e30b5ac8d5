import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { renormaliseArtefact } from "#services/core/normalise";
import { sha256 } from "#services/core/text/digest";
import { keptText, OPTIONS, readAnswer } from "./read-answers.js";

const ID = "0a0a0a0a-0000-4000-8000-000000000001";
const CONFIGURATION = `<configuration version="7"><rootFolder name="Main" uuid="x"><route name="ADT" uuid="${ID}"/></rootFolder></configuration>`;

/** What a configuration with one file beside it leaves, also when it is read again. */
function keptOf(path: string, bytes: Uint8Array): string {
  const read = readAnswer(zipSync({ "configuration.xml": strToU8(CONFIGURATION), [path]: bytes }));
  for (const { artefact } of read.artefacts) {
    assert.deepEqual(renormaliseArtefact(artefact, { ...OPTIONS, scope: "server" }).artefact, artefact);
  }
  return keptText(read);
}

for (const path of ["extra/pin.bin", `auxiliary/${ID}/pin.bin`]) {
  test(`a short secret in a file that is kept by its digest cannot be guessed from it: ${path}`, () => {
    const secret = Uint8Array.of(0, 52, 55, 49, 49);
    const kept = keptOf(path, secret);
    assert.match(kept, /pin\.bin/);
    assert.ok(!kept.includes(sha256(secret)), "the digest can be tested against guesses");
    assert.match(kept, /masked:/);
    assert.equal(kept, keptOf(path, secret));
    assert.notEqual(kept, keptOf(path, Uint8Array.of(0, 52, 55, 49, 50)));
  });
}
