import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { maskCells } from "#services/core/privacy/mask-cells";

const CELL = fc.oneof(fc.string(), fc.constantFrom("", '"', '""', "a,b", "a\nb", '","', "x"));
const TABLE = fc.array(fc.array(CELL, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

function written(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
}

test("each cell of a table is masked by itself, under the name of its column", () => {
  fc.assert(
    fc.property(TABLE, (rows) => {
      const masked = maskCells(written(rows), (text, column) => `<${column ?? "#"}|${text.toUpperCase()}>`);
      const names = rows[0] ?? [];
      const expected = rows.map((row, line) =>
        row.map((text, index) => `<${line === 0 ? "#" : (names[index] ?? "")}|${text.toUpperCase()}>`),
      );
      assert.equal(masked, written(expected));
    }),
  );
});

test("a text that is no sound table keeps its form, and nothing of it is left unseen", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ",", "\n", "a", "b") }), (text) => {
      assert.equal(
        maskCells(text, (part) => part),
        text,
      );
      assert.doesNotMatch(
        maskCells(text, (part) => part.replaceAll(/[ab]/g, "-")),
        /[ab]/,
      );
    }),
  );
});
