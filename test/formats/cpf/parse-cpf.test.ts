import assert from "node:assert/strict";
import { test } from "node:test";
import { isCpf, parseCpf } from "#services/formats/cpf/parse-cpf";

test("sections, keys and values are read, comments are not", () => {
  const text =
    "\ufeff; a comment\r\n# another\r\n/* over\r\nlines */\r\n[Databases]\r\nINTEROP=/data/interop/,,1\r\n// one more\r\n[Map.INTEROP]\r\nGlobal_x(1:5)=INTEROP\r\nPackage_A = B\r\n";
  assert.deepEqual(parseCpf(text, "iris.cpf"), [
    { name: "Databases", entries: [["INTEROP", "/data/interop/,,1"]] },
    {
      name: "Map.INTEROP",
      entries: [
        ["Global_x(1:5)", "INTEROP"],
        ["Package_A", "B"],
      ],
    },
  ]);
  assert.ok(isCpf(text));
  assert.ok(!isCpf("key=value"));
});

test("a line that is neither is refused, without quoting it", () => {
  assert.throws(() => parseCpf("[A]\nS3cret", "iris.cpf"), {
    message: "iris.cpf is malformed at line 2: a line is neither a section nor a key with a value.",
  });
  assert.throws(() => parseCpf("a=b", "iris.cpf"), {
    message: "iris.cpf is malformed at line 1: a line stands before the first section.",
  });
});

test("what follows the end of a comment is read, and a comment that never ends is refused", () => {
  const [first, second] = parseCpf(
    "[A]\nx=1\n/* old */ y=2\n/* a */ /* b */\n/* over\nlines */ [B]\nz=/* 3 */",
    "iris.cpf",
  );
  assert.deepEqual(first?.entries, [
    ["x", "1"],
    ["y", "2"],
  ]);
  assert.deepEqual(second, { name: "B", entries: [["z", "/* 3 */"]] });
  assert.throws(() => parseCpf("[A]\nx=1\n/* old */ S3cret\n[B]\ny=2", "iris.cpf"), { code: "export-malformed" });
  assert.throws(() => parseCpf("[A]\n/* open\nx=1\n", "iris.cpf"), {
    code: "export-malformed",
    message: "iris.cpf is malformed at line 2: a comment has no end.",
  });
});
