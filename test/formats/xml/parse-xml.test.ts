import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { RawNode } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { decodeXml } from "#services/formats/xml/decode-xml";
import { parseXml } from "#services/formats/xml/parse-xml";
import { parseXmlFast } from "#services/formats/xml/parse-xml-fast";
import { parseXmlReference } from "#services/formats/xml/parse-xml-reference";

const name = fc.constantFrom("a", "channel", "com.mirth.connect.Map-x_1", "__proto__", "constructor", "toString", "é");
const value = fc
  .array(
    fc.constantFrom(
      "007",
      "1e5",
      "true",
      " ",
      "\n",
      "\t",
      "\r",
      "\u000b",
      "\u001c",
      "&",
      "<",
      ">",
      '"',
      "'",
      "é",
      "💊",
      "]]",
      "-->",
    ),
  )
  .map((parts) => parts.join(""));
const attributes = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 3 });
const tree = fc.letrec<{ node: RawNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.record({ name, attributes, text: value, children: fc.constant([]) }, { noNullPrototype: true }),
    fc.record(
      { name, attributes, text: fc.constant(""), children: fc.array(tie("node"), { minLength: 1, maxLength: 4 }) },
      { noNullPrototype: true },
    ),
  ),
})).node;

/** Writes what XStream would write, with layout, comments and self-closing tags as `variant` says. */
function write(node: RawNode, variant: number, indent = ""): string {
  const opening = `${node.name}${node.attributes.map(([key, text]) => ` ${key}="${escapeXml(text, true)}"`).join("")}`;
  if (node.children.length === 0 && node.text === "" && variant % 2 === 0) return `<${opening}/>`;
  const layout = variant % 3 === 0 ? "" : `\n${indent}  `;
  const comment = variant % 5 === 0 ? "<!-- <not-read> & --><?nor this?>" : "";
  const children = node.children.map((child) => `${layout}${write(child, variant + 1, `${indent}  `)}`).join("");
  return `<${opening}>${escapeXml(node.text, false)}${comment}${children}${children && layout && `\n${indent}`}</${node.name}>`;
}

function escapeXml(text: string, inAttribute: boolean): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/[\r\u000b\u001c]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
  return inAttribute ? escaped.replaceAll(/[\n\t]/g, (character) => `&#${character.charCodeAt(0)};`) : escaped;
}

/** What a parse gives, or `malformed`; any other failure is one of ours. */
function outcome(parse: () => RawNode | undefined): RawNode | undefined | "malformed" {
  try {
    return parse();
  } catch (error) {
    if (error instanceof LockstepError && error.code === "export-malformed") return "malformed";
    throw error;
  }
}

function text(xml: string): string {
  return parseXml(xml, "test").text;
}

test("every value comes out as it was written, whichever parser reads it", () => {
  fc.assert(
    fc.property(tree, fc.nat(29), (node, variant) => {
      const xml = write(node, variant);
      assert.deepEqual(parseXmlReference(decodeXml(Buffer.from(xml), "test"), "test"), node);
      assert.deepEqual(parseXml(Buffer.from(xml), "test"), node);
    }),
    { numRuns: 1000 },
  );
});

test("what the fast parser accepts of a damaged document, the parser of reference reads the same", () => {
  const damage = fc.tuple(
    fc.nat(),
    fc.nat(4),
    fc.constantFrom(...'|<|>|&|&#0;|&#xb;|&nbsp;|]]>|<!DOCTYPE a>|<![CDATA[x]]>|<!--|/>|"|</a>|<a>|\0|=|x'.split("|")),
  );
  fc.assert(
    fc.property(tree, fc.nat(29), fc.array(damage, { minLength: 1, maxLength: 3 }), (node, variant, damages) => {
      let xml = write(node, variant);
      for (const [at, cut, insert] of damages) {
        const offset = at % (xml.length + 1);
        xml = xml.slice(0, offset) + insert + xml.slice(offset + cut);
      }
      const fast = outcome(() => parseXmlFast(decodeXml(xml, "test")));
      if (fast !== undefined)
        assert.deepEqual(
          fast,
          outcome(() => parseXmlReference(decodeXml(xml, "test"), "test")),
        );
    }),
    { numRuns: 4000 },
  );
});

test("numbers, booleans, blanks and control characters are text, and a carriage return is not a line end", () => {
  assert.equal(text("<a>007</a>"), "007");
  assert.equal(text("<a> true </a>"), " true ");
  assert.equal(text("<a>1&#xb;2&#x1c;3&#13;4\r\n5\r6</a>"), "1\u000b2\u001c3\r4\n5\n6");
  assert.equal(text("<a>&amp;#xd;</a>"), "&#xd;");
  assert.equal(text("<a><![CDATA[<b>&amp;]]>c</a>"), "<b>&amp;c");
  assert.equal(text("\ufeff<a>x<!-- y -->z</a>"), "xz");
  assert.equal(parseXml("<a>\n  <b/>\n</a>", "test").text, "");
  assert.equal(parseXml("<a>&#xd;<b/></a>", "test").text, "\r");
});

test("a malformed or hostile document is refused by name, line and reason, and never quoted", () => {
  const cases: readonly [xml: string | Uint8Array, message: RegExp][] = [
    ["<a>\n<secret></a>", /^pas\.xml is malformed at line \d: a tag is not closed/],
    ["<a><b>1</b>", /a tag is not closed/],
    ["<a/>\nsecret", /line 2: text stands outside the root element/],
    ["<a/><a/>", /it has not exactly one root element/],
    ["", /it is not one well-formed document/],
    ["<a>\n\n&secret;</a>", /line 3: a reference stands for no character/],
    ["<a>&#0;</a>", /a reference stands for no character/],
    ["<a>&#xd800;</a>", /a reference stands for no character/],
    ["<a>&#99999999;</a>", /a reference stands for no character/],
    ["<a b='&secret;'/>", /a reference stands for no character/],
    ["<a secret/>", /an attribute is not well-formed/],
    ["<a secret='<'/>", /an attribute holds a raw '<'/],
    ["<!DOCTYPE a [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]><a>&secret;</a>", /document type/],
    ["<a><!DOCTYPE secret></a>", /document type/],
    ["<a>\nsecret\0</a>", /line 2: it holds a raw control character/],
    [Buffer.from("<a>\ns\xe9cret</a>", "latin1"), /line 2: it is not UTF-8/],
    ["<?xml version='1.0' encoding='windows-1252'?><a/>", /an encoding other than UTF-8/],
    [`${"<a>\n".repeat(300)}${"</a>".repeat(300)}`, /line 257: elements are nested more than 256 deep/],
  ];
  for (const [xml, message] of cases) {
    assert.throws(
      () => parseXml(xml, "pas.xml"),
      (error) => {
        assert.ok(error instanceof LockstepError && error.code === "export-malformed");
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /secret|cret/);
        return true;
      },
    );
  }
});

test("200 levels and 100,000 siblings are read", () => {
  const deep = parseXml("<a>".repeat(200) + "</a>".repeat(200), "test");
  assert.equal(deep.children.length, 1);
  const wide = `<list>${"<string>x</string>".repeat(100_000)}</list>`;
  assert.equal(parseXml(wide, "test").children.length, 100_000);
  assert.equal(parseXmlReference(wide, "test").children.length, 100_000);
});

test("an instruction with a lone quote is left out by both parsers", () => {
  const xml = `<a>x<?nor "this?></a>`;
  const expected = { name: "a", attributes: [], text: "x", children: [] };
  assert.deepEqual(parseXmlFast(decodeXml(xml, "test")), expected);
  assert.deepEqual(parseXmlReference(decodeXml(xml, "test"), "test"), expected);
});
