import assert from "node:assert/strict";
import { test } from "node:test";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { decodeXml } from "#services/formats/xml/decode-xml";
import { parseXml } from "#services/formats/xml/parse-xml";
import { parseXmlFast } from "#services/formats/xml/parse-xml-fast";
import { parseXmlReference } from "#services/formats/xml/parse-xml-reference";
import { ListSplitter } from "#services/formats/xml/split-list";
import { readShared, type SharedFile, sharedIsAbsent, sharedXmlFiles } from "./shared-files.js";

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

const LISTS = {
  channels: "channel",
  codeTemplateLibraries_full: "codeTemplateLibrary",
  events_last200: "event",
  configurationMap: "entry",
};

for (const [name, child] of Object.entries(LISTS)) {
  test(`what the splitter cuts from ${name} is what the parser reads there`, { skip: sharedIsAbsent }, () => {
    const { bytes, path } = readShared(`recordings/mirth/standby-drifted/xml/${name}.xml`);
    const expected = parseXml(bytes, path).children;
    for (const size of [7919, 65_536, bytes.length]) {
      const splitter = new ListSplitter(child, path);
      const items: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) items.push(...splitter.push(bytes.subarray(at, at + size)));
      splitter.end();
      assert.deepEqual(
        items.map((item) => parseXml(item, path)),
        expected,
      );
    }
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
