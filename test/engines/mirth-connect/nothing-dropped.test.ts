import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { channelXml, connectorXml, metadataXml } from "./channel-fixture.js";
import { artefactOf, nodeAt, readFixture, writtenText } from "./read-fixture.js";

function assertRefused(xml: string, about: RegExp, source = "file"): void {
  assert.throws(
    () => readFixture(xml, { source }),
    (error) => error instanceof LockstepError && error.code === "export-unsupported" && about.test(error.message),
    `${source}: ${xml.slice(0, 80)}`,
  );
}

function assertSeen(before: string, after: string, source = "file"): void {
  assert.notEqual(writtenText(readFixture(after, { source })), writtenText(readFixture(before, { source })));
}

const entry = (inner: string): string => `<map><entry>${inner}</entry></map>`;

test("a map entry that is not one key and one value is refused, never left out", () => {
  for (const source of ["configuration-map", "global-scripts", "channel-metadata", "about", "extensions-plugins"]) {
    assertRefused(entry("<string>k</string>"), /not one key and one value/, source);
    assertRefused(entry("<string>k</string><string>v</string><string>w</string>"), /not one key and one/, source);
    assertRefused(entry("<list><string>k</string></list><string>v</string>"), /key is not plain text/, source);
    assertRefused(`<map>x${entry("<string>k</string><string>v</string>").slice(5)}`, /text beside/, source);
  }
  assertRefused(`<map><entry a="b"><string>k</string><string>v</string></entry></map>`, /attribute/, "about");
});

test("text or an attribute on a list is refused, never left out", () => {
  const alert = "<alertModel><id>a</id><name>n</name></alertModel>";
  assertRefused(`<list>stray ${alert}</list>`, /text beside the elements of <list>/, "alerts");
  assertRefused("<list>stray</list>", /text in the list <list>/, "alerts");
  assertRefused(`<list note="x">${alert}</list>`, /a list <list> with an attribute/, "alerts");
  assert.deepEqual(readFixture("<list>\n  </list>", { source: "alerts" }).artefacts, []);
  assertRefused(`<serverConfiguration note="x"><alerts>${alert}</alerts></serverConfiguration>`, /backup with an attr/);
  assertRefused(
    `<serverConfiguration><alerts/><alerts>${alert}</alerts></serverConfiguration>`,
    /more than one <alerts>/,
  );
});

test("what stands in the place of a stamp and is none is content", () => {
  const stamped = channelXml({ exportData: metadataXml() });
  assertSeen(stamped, stamped.replace("<time>1000</time>", "<time>1000</time><note>x</note>"));
  assertSeen(stamped, stamped.replace("<revision>3</revision>", "<revision><note>x</note></revision>"));
  assertSeen(stamped, stamped.replace("<revision>", '<revision note="x">'));
  assertSeen(stamped, stamped.replace("<revision>3<", "<revision>three<"));
  assertSeen(stamped, stamped.replace("<userId>1</userId>", "<userId>someone</userId>"));
});

test("a version is the engine's own only on an object, and only where it is that of the export", () => {
  const versionOf = (properties: string): string =>
    channelXml({ destinations: connectorXml(1, "To PAS", `<properties>${properties}</properties>`) });
  assert.equal(
    writtenText(readFixture(versionOf('<queueProperties version="4.5.2"/>'))),
    writtenText(readFixture(versionOf("<queueProperties/>"))),
  );
  assertSeen(versionOf('<library version="4.5.2"/>'), versionOf('<library version="4.5.3"/>'));
  assertSeen(versionOf('<host version="4.5.2">a</host>'), versionOf("<host>a</host>"));
  assertSeen(versionOf('<queueProperties version="4.5.2"/>'), versionOf('<queueProperties version="3.0.0"/>'));
  const plugin = (version: string): string =>
    `<map><entry><string>p</string><pluginMetaData path="p"><library version="${version}"/></pluginMetaData></entry></map>`;
  assertSeen(plugin("1.0"), plugin("2.0"), "extensions-plugins");
});

test("what is told of a member nowhere else stays with its group", () => {
  const group = (member: string): string =>
    `<list><channelGroup version="4.5.2"><id>g</id><name>ADT</name><channels><channel version="4.5.2">${member}</channel></channels></channelGroup></list>`;
  assertSeen(group("<id>a</id>"), group("<id>a</id><note>x</note>"), "channel-groups");
  assert.equal(
    writtenText(readFixture(group("<id>a</id><revision>1</revision>"), { source: "channel-groups" })),
    writtenText(readFixture(group("<id>a</id><revision>2</revision>"), { source: "channel-groups" })),
  );
});

test("two libraries with one id in one export are both told", () => {
  const library = (name: string): string =>
    `<codeTemplateLibrary version="4.5.2"><id>l</id><name>${name}</name><codeTemplates/></codeTemplateLibrary>`;
  const read = readFixture(`<list>${library("one")}${library("two")}</list>`);
  assert.equal(read.artefacts.length, 2);
});

test("a value of the configuration map keeps what it is written as, and its secret", () => {
  const map = (value: string): string => entry(`<string>db.password</string>${value}`);
  assertSeen(map("<string></string>"), map("<null/>"), "configuration-map");
  const odd = readFixture(map("<int>12345678</int>"), { source: "configuration-map" });
  assert.doesNotMatch(writtenText(odd), /12345678/);
  assertRefused(map("<other><a>1</a></other>"), /configuration value of a form/, "configuration-map");
});

test("what a newer engine says of itself is kept", () => {
  const about = (more: string): string =>
    `<map><entry><string>version</string><string>4.5.2</string></entry><entry><string>database</string><string>derby</string></entry>${more}</map>`;
  assertSeen(about(""), about("<entry><string>edition</string><string>gold</string></entry>"), "about");
});

test("a plugin's page is not opened as a document where comments or the order of its text would be lost", () => {
  const properties = (value: string): string =>
    `<properties><property name="page">${value.replaceAll("<", "&lt;")}</property></properties>`;
  assertSeen(properties("<p>a<b/>c</p>"), properties("<p>ac<b/></p>"), "plugin-properties/Page");
  assertSeen(properties("<p><!-- a --></p>"), properties("<p><!-- b --></p>"), "plugin-properties/Page");
  const opened = readFixture(properties("<p><b>1</b></p>"), { source: "plugin-properties/Page" });
  assert.equal(nodeAt(artefactOf(opened, "plugin-properties"), "page", "p", "b")?.text, "1");
});
