import assert from "node:assert/strict";
import { test } from "node:test";
import { channelXml } from "./channel-fixture.js";
import { artefactOf, nodeAt, readFixture } from "./read-fixture.js";

test("a filter of 100,000 rules and a channel of 200 levels are read", () => {
  const rules = Array.from(
    { length: 100_000 },
    (_, at) => `<rule><sequenceNumber>${at}</sequenceNumber><name>r${at}</name></rule>`,
  );
  const wide = readFixture(channelXml({ source: `<filter><rules>${rules.join("")}</rules></filter>` }));
  assert.equal(nodeAt(artefactOf(wide, "channel"), "sourceConnector", "filter", "rules")?.children?.length, 100_000);
  const deep = readFixture(channelXml({ source: `${"<set>".repeat(190)}x${"</set>".repeat(190)}` }));
  assert.equal(artefactOf(deep, "channel").artefact.name, "PAS ADT In");
});

test("copies of a library in a deep channel are compared without growing with every level", () => {
  const model = `${"<elements>".repeat(150)}<a>"</a>${"</elements>".repeat(150)}`;
  const library = `<codeTemplateLibraries><codeTemplateLibrary><id>l</id><name>n</name>${model}</codeTemplateLibrary></codeTemplateLibraries>`;
  const channel = (id: string): string => channelXml({ id, exportData: library });
  const read = readFixture(`<list>${channel("a")}${channel("b")}</list>`);
  assert.deepEqual(
    read.artefacts.map(({ notices }) => notices.length),
    [0, 0, 0],
  );
});
