import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { escapeText } from "#services/core/text/escape-text";

const SHOWN: Readonly<Record<string, readonly [hostile: string, shown: string]>> = {
  "a colour sequence": ["\x1b[31mred", "⟨U+001B⟩[31mred"],
  "a window title sequence": ["\x1b]0;x\x07", "⟨U+001B⟩]0;x⟨U+0007⟩"],
  "an eight-bit escape": ["\x9b2J", "⟨U+009B⟩2J"],
  NUL: ["a\0b", "a⟨U+0000⟩b"],
  "a carriage return that overwrites the line": ["ready\rnot", "ready⟨U+000D⟩not"],
  "right-to-left override": ["a\u202ecba", "a⟨U+202E⟩cba"],
  "an isolate": ["\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"],
  "zero width": ["pa\u200bss", "pa⟨U+200B⟩ss"],
  "half a character": ["\ud800", "⟨U+D800⟩"],
  "line ends and tabs": ["a\n\tb", "a⏎⇥b"],
};

for (const [what, [hostile, shown]] of Object.entries(SHOWN)) {
  test(`shows ${what} instead of obeying it`, () => assert.equal(escapeText(hostile), shown));
}

test("leaves ordinary text alone, in any script", () => {
  for (const text of ["PAS ADT In", "Ysbyty Gwynedd – Łódź", "病院 🏥", "مستشفى"]) assert.equal(escapeText(text), text);
});

test("keeps line ends of a text of several lines, and nothing else", () => {
  assert.equal(escapeText("a\n\tb\r\x1b", { lines: "keep" }), "a\n\tb⟨U+000D⟩⟨U+001B⟩");
});

test("changes nothing the second time, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => assert.equal(escapeText(escapeText(text)), escapeText(text))),
  );
});
