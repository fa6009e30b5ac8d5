import assert from "node:assert/strict";
import { test } from "node:test";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { normaliseExport, renormaliseArtefact } from "#services/core/normalise";
import { caseFolders, itemsOf, OPTIONS, toldBetween } from "./case-folder.js";

for (const { name, title, expected } of caseFolders()) {
  test(title, async () => {
    assert.deepEqual(await toldBetween(name), expected);
  });
}

test("normalising again changes nothing, and files give back what was read", () => {
  const options = { ...OPTIONS, scope: "file", storeMessageTemplates: false } as const;
  for (const item of caseFolders().flatMap(({ name }) => itemsOf(name))) {
    for (const { artefact } of normaliseExport(item, options).artefacts) {
      assert.deepEqual(renormaliseArtefact(artefact, options).artefact, artefact, item.origin);
      assert.deepEqual(parseArtefact(renderArtefact(artefact)), artefact, item.origin);
    }
  }
});
