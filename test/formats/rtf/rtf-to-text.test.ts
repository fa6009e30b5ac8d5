import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rtfToText } from "#services/formats/rtf/rtf-to-text";

test("the notes of a route are read as their words, without fonts, colours and pictures", () => {
  const rtf = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}}{\colortbl ;\red0\green0\blue0;}
{\*\generator Invented 1;}\viewkind4\uc1\pard\f0\fs20 Change History\par
2026-10-01\tab J. Okafor\tab moved to port 6661\par
caf\'e9 \{braces\} \u8211? dash\line next\par
}`;
  assert.equal(rtfToText(rtf), "Change History\n2026-10-01\tJ. Okafor\tmoved to port 6661\ncafé {braces} – dash\nnext");
});

test("two documents that differ only in layout have the same text", () => {
  const plain = String.raw`{\rtf1\pard One\par Two\par}`;
  const styled = String.raw`{\rtf1{\fonttbl{\f0 Arial;}}\pard\f0\b One\b0\par\fs28 Two\par}`;
  assert.equal(rtfToText(plain), rtfToText(styled));
});

test("plain text comes back as it is", () => {
  fc.assert(fc.property(fc.string(), (text) => text.trimStart().startsWith("{\\rtf") || rtfToText(text) === text));
});

test("damaged and hostile documents end in some text, soon", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("{", "}", "\\", "u", "'", "8", "a", " ", "*", "\n") }), (tail) => {
      assert.equal(typeof rtfToText(`{\\rtf1 ${tail}`), "string");
    }),
  );
  assert.equal(rtfToText(`{\\rtf1 ${"{".repeat(100_000)}x`), "x");
});
