import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { artefactFolder } from "#services/core/artefact/file-names";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { LockstepError } from "#services/core/errors";
import { channelXml, connectorXml } from "./channel-fixture.js";
import { readFixture } from "./read-fixture.js";

const HOSTILE_NAMES = [
  "../../x",
  "-rf",
  "con",
  "CON.js",
  ".git",
  "a/b",
  "\u202egpj.exe",
  "x".repeat(300),
  "ａ",
  "é",
  "e\u0301",
  "__proto__",
  "#list",
  "@x",
  "7",
  " ",
  "a\nb",
];

const hostileName = fc.constantFrom(...HOSTILE_NAMES);
const escapeXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const exportXml = fc.tuple(hostileName, hostileName, hostileName, fc.nat(3)).map(([id, name, key, shape]) => {
  const step = `<com.mirth.connect.plugins.javascriptstep.JavaScriptStep><name>${escapeXml(name)}</name><script>a;\nb;</script></com.mirth.connect.plugins.javascriptstep.JavaScriptStep>`;
  const headers = `<properties><headers><entry><string>${escapeXml(key)}</string><string>v</string></entry><entry><string>${escapeXml(key)}</string><string>w</string></entry></headers></properties>`;
  const channel = channelXml({
    id: escapeXml(id),
    source: `<transformer><elements>${step}${step}</elements></transformer>`,
    destinations: connectorXml(1, escapeXml(name), headers) + connectorXml(1, escapeXml(name), ""),
  });
  const scripts = `<map><entry><string>Deploy</string><string>${escapeXml(key)}</string></entry></map>`;
  return [channel, `<list>${channel}${channel}</list>`, scripts, `<list>${channel}</list>`][shape] ?? channel;
});

const mutation = fc.record({
  at: fc.nat(),
  cut: fc.integer({ min: 0, max: 40 }),
  insert: fc.constantFrom(
    "",
    "<a>",
    "</channel>",
    "<__proto__>x</__proto__>",
    "&#0;",
    "&#xb;",
    "\0",
    "&x;",
    "<!DOCTYPE a>",
    "\u202e",
    "<b/>",
  ),
});

test("a damaged or hostile export is refused in words, or read into files that stay in their folder", () => {
  fc.assert(
    fc.property(exportXml, fc.array(mutation, { maxLength: 3 }), (original, mutations) => {
      let xml = original;
      for (const { at, cut, insert } of mutations) {
        const offset = at % (xml.length + 1);
        xml = xml.slice(0, offset) + insert + xml.slice(offset + cut);
      }
      for (const artefact of readOrRefuse(xml)) {
        const files = renderArtefact(artefact);
        assert.deepEqual(parseArtefact(files), artefact);
        const folder = artefactFolder("channels", artefact.name, artefact.key);
        for (const { path } of files) assertSafePath(`${folder}/${path}`);
        assert.equal(new Set(files.map(({ path }) => path.normalize("NFC").toLowerCase())).size, files.length);
      }
    }),
    { numRuns: 1500 },
  );
});

function readOrRefuse(xml: string): Parameters<typeof renderArtefact>[0][] {
  try {
    return readFixture(xml).artefacts.map(({ artefact }) => artefact);
  } catch (error) {
    assert.ok(error instanceof LockstepError, String(error));
    assert.ok(["export-malformed", "export-unsupported"].includes(error.code));
    return [];
  }
}

function assertSafePath(path: string): void {
  assert.match(path, /^[\w~.-]+(\/[\w~.-]+)*$/, JSON.stringify(path));
  assert.ok(path.length <= 250, `${path.length} characters`);
  for (const part of path.split("/")) {
    assert.doesNotMatch(part, /^(\.|-|con(\.|$)|\.?\.?$)/i, path);
  }
}
