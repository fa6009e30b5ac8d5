import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PackCase, RulePack } from "#schemas/rule-pack";
import { normaliseExport, renormaliseArtefact } from "#services/core/normalise";
import { dialect, differences, fileItem, mask, PACKS } from "./file-fixture.js";

for (const pack of PACKS) {
  describe(`rule pack ${pack.pack}`, () => {
    it("brings cases of what is no difference, and of what is one", () => {
      assert.deepEqual([...new Set(pack.cases.map(({ expect }) => expect))].sort(), ["different", "same"]);
    });

    for (const claim of pack.cases) it(claim.title, () => holdCase(pack, claim));

    it("reads again what it wrote, and changes nothing", () => {
      for (const { file, a, b } of pack.cases) for (const text of [a, b]) holdTwice(pack, file, text);
    });
  });
}

async function holdCase(pack: RulePack, { file, a, b, expect, labels, hides = [] }: PackCase): Promise<void> {
  const items = [a, b].map((text) => fileItem(pack.pack, file, text));
  const found = await differences(items.slice(0, 1), items.slice(1));
  if (expect === "same") assert.deepEqual(found, []);
  else assert.notDeepEqual(found, []);
  if (labels !== undefined) {
    assert.deepEqual(
      found.flatMap((finding) => finding.labels),
      [...labels].sort(),
    );
  }
  const kept = JSON.stringify(items.map((item) => normalise(item)));
  for (const text of hides) assert.ok(!kept.includes(text), `${file} keeps what it must hide`);
}

function holdTwice(pack: RulePack, file: string, text: string): void {
  const options = { dialect, mask, scope: "server", storeMessageTemplates: false } as const;
  for (const { artefact } of normalise(fileItem(pack.pack, file, text)).artefacts) {
    assert.deepEqual(renormaliseArtefact(artefact, options).artefact, artefact);
  }
}

function normalise(item: Parameters<typeof normaliseExport>[0]): ReturnType<typeof normaliseExport> {
  return normaliseExport(item, { dialect, mask, scope: "server", storeMessageTemplates: false });
}
