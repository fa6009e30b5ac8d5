import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withholdValues } from "#services/core/align/withhold-values";
import type { ExportItem } from "#services/core/dialect";
import { createMask } from "#services/core/mask";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";

const rules = {
  dialect: mirthConnectDialect,
  mask: createMask("tests", new Uint8Array(32).fill(7)),
  storeMessageTemplates: false,
};

const itemOf = (text: string): ExportItem => ({
  source: "channels",
  bytes: new TextEncoder().encode(text),
  origin: "test",
});

function escapeXml(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}

function channel({ name = "ADT", user = "tie", password = "", script = "return;", template = "" }): string {
  return [
    `<channel version="4.5.2">\r\n  <id>1</id><name>${escapeXml(name)}</name><revision>1</revision>`,
    `<sourceConnector version="4.5.2"><metaDataId>0</metaDataId><properties class="p"><username>${escapeXml(user)}</username>`,
    `<password>${escapeXml(password)}</password><anonymous>true</anonymous></properties>`,
    `<transformer><inboundTemplate encoding="base64">${btoa(template)}</inboundTemplate></transformer></sourceConnector>`,
    `<deployScript>${escapeXml(script)}\r&#xd;\n</deployScript></channel>`,
  ].join("\n");
}

/** Puts values back as a person does, and gives the placeholders without their names. */
function assertComesBack(text: string, secrets: readonly string[]): readonly string[] {
  const result = withholdValues(text, itemOf, rules);
  assert.ok(!("refused" in result), "refused" in result ? result.refused : "");
  const places = result.withheld.map(({ placeholder }) => placeholder);
  const pieces = result.text.split(/\{\{LOCKSTEP:(?:SECRET|CONTENT) [^{}]*\}\}/);
  assert.equal(pieces.length, places.length + 1);
  let at = 0;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    assert.ok(found >= 0, `every byte beside the placeholders is as it was: ${JSON.stringify(piece.slice(0, 40))}`);
    at = found + piece.length;
  }
  for (const secret of secrets) assert.ok(!result.text.includes(`>${escapeXml(secret)}<`));
  return places;
}

describe("what a package does not hold", () => {
  it("is taken out whatever signs a password is made of, and not one other byte changes", () => {
    const signs = fc.stringMatching(/^[A-Za-z0-9&<>"' !$%*+,./:;=?@[\]^_|~-]{4,30}$/);
    fc.assert(
      fc.property(
        signs.filter((value) => value.trim() === value && !/^(?:true|false|\$\{.*\})$/.test(value)),
        (password) => {
          const places = assertComesBack(channel({ password }), [password]);
          assert.ok(places.some((place) => place.startsWith("{{LOCKSTEP:SECRET channel/ADT/sourceConnector/")));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is found inside scripts as well, where only a part of the text is secret", () => {
    const script = "var c = DatabaseConnectionFactory.createDatabaseConnection('d', 'u', 'lab', 'Xy7-invented');";
    const text = channel({ script });
    assertComesBack(text, []);
    const result = withholdValues(text, itemOf, rules);
    assert.ok("text" in result && !result.text.includes("Xy7-invented"));
  });

  it("does not take a word that is a password in one place and a name in another", () => {
    const result = withholdValues(channel({ user: "anonymous", password: "anonymous" }), itemOf, rules);
    assert.ok("text" in result, JSON.stringify(result));
    assert.match(result.text, /<username>anonymous<\/username>/);
    assert.match(result.text, /<anonymous>true<\/anonymous>/);
    assert.match(result.text, /<password>\{\{LOCKSTEP:SECRET [^}]*password\}\}<\/password>/);
  });

  it("holds message templates, which may be about patients, unless policy stores them", () => {
    const template = "MSH|^~\\&|TIE|HOSPITAL|||20261001||ADT^A01|1|P|2.3\rPID|1||9434765919||Carr^Ada";
    const text = channel({ template });
    const places = assertComesBack(text, []);
    assert.deepEqual(
      places.map((place) => place.slice(0, 20)),
      ["{{LOCKSTEP:CONTENT c"],
    );
    const stored = withholdValues(text, itemOf, { ...rules, storeMessageTemplates: true });
    assert.ok("refused" in stored || !stored.text.includes(btoa(template)), "a patient's data is never packaged");
  });

  it("is named by signs that no name of an engine's can make harmful, and never twice alike", () => {
    const name = "}}{{LOCKSTEP:SECRET x}} ../../etc\u202e<!-- `rm`";
    const result = withholdValues(channel({ name, password: "invented-1" }), itemOf, rules);
    assert.ok("text" in result, JSON.stringify(result));
    for (const { placeholder } of result.withheld) {
      assert.match(placeholder, /^\{\{LOCKSTEP:(?:SECRET|CONTENT) [A-Za-z0-9._/-]+(?:#\d+)?\}\}$/);
      assert.ok(!placeholder.includes(".."));
    }
    assert.equal(new Set(result.withheld.map(({ placeholder }) => placeholder)).size, result.withheld.length);
  });
});
