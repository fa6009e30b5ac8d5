import assert from "node:assert/strict";
import { test } from "node:test";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { decodeXml } from "#services/formats/xml/decode-xml";
import { parseXmlFast } from "#services/formats/xml/parse-xml-fast";
import { parseXmlReference } from "#services/formats/xml/parse-xml-reference";
import { type SharedFile, sharedIsAbsent, sharedXmlFiles } from "./shared-files.js";

for (const folder of ["corpus/mirth", "recordings/mirth"]) {
  test(`two independent parsers read the same in every file of ${folder}`, { skip: sharedIsAbsent }, () => {
    let read = 0;
    for (const file of sharedXmlFiles(folder)) {
      const trees = parseBoth(file);
      if (trees === undefined) continue;
      read += 1;
      if (trees.fast !== undefined) assert.deepEqual(trees.fast, trees.reference, file.path);
    }
    assert.ok(read > 90, `only ${read} files were read`);
  });
}

/** Both trees; `undefined` where the file is refused, which the fast parser must not have overlooked. */
function parseBoth(file: SharedFile): { fast: RawNode | undefined; reference: RawNode } | undefined {
  let fast: RawNode | undefined;
  try {
    const text = decodeXml(file.bytes, file.path);
    fast = parseXmlFast(text);
    return { fast, reference: parseXmlReference(text, file.path) };
  } catch (error) {
    assert.ok(error instanceof LockstepError && error.code === "export-malformed", file.path);
    assert.match(error.message, /is malformed at line \d+: /);
    assert.equal(fast, undefined, file.path);
    return undefined;
  }
}
