import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgePackCase } from "#services/jobs/diagnose/judge-pack-case";
import { dialect, fileItem, mask, PACKS } from "./file-fixture.js";

for (const pack of PACKS) {
  const reader = { dialect, mask, itemOf: (file: string, text: string) => fileItem(pack.pack, file, text) };

  describe(`rule pack ${pack.pack}`, () => {
    it("brings cases of what is no difference, and of what is one", () => {
      assert.deepEqual([...new Set(pack.cases.map(({ expect }) => expect))].sort(), ["different", "same"]);
    });

    for (const claim of pack.cases) {
      it(claim.title, async () => assert.equal(await judgePackCase(claim, reader), undefined));
    }
  });
}
