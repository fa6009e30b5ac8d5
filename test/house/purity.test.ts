import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "#test/project-root";
import { findImpurities } from "./find-impurities.js";

const PURE_ROOMS = ["schemas", "services/core", "services/formats", "services/reports", "webhooks"];

for (const room of PURE_ROOMS) {
  test(`${room} asks neither the clock nor chance nor the machine`, () => {
    const files = sourcesOf(room);
    assert.ok(files.length > 0 || room === "webhooks", `${room} holds no source`);
    const problems = files.flatMap((file) =>
      findImpurities(readFileSync(join(projectRoot, file), "utf8")).map((problem) => `${file}: ${problem}`),
    );
    assert.deepEqual(problems, []);
  });
}

test("a dialect, and all that it is made of, asks neither the clock nor chance nor the machine", () => {
  const dialects = sourcesOf("services/engines").filter((file) => file.endsWith("/dialect.ts"));
  assert.ok(dialects.length > 0, "no dialect was found");
  const problems = partsOf(dialects).flatMap((file) =>
    findImpurities(readFileSync(join(projectRoot, file), "utf8")).map((problem) => `${file}: ${problem}`),
  );
  assert.deepEqual(problems, []);
});

test("the search for impurities sees each of them, and nothing else", () => {
  const impure = ["Date.now()", "new Date()", "Date()", "Math.random()", "process.env", "fetch('x')", "setTimeout(f)"];
  for (const expression of impure)
    assert.equal(findImpurities(`export const x = ${expression};`).length, 1, expression);
  assert.deepEqual(findImpurities('import { randomUUID } from "node:crypto";'), ["randomUUID"]);
  const pure = ["new Date(at)", "Date.parse(at)", "x.process", "{ process: 1 }", "'Date.now()'", "Math.max(1, 2)"];
  for (const expression of pure) assert.deepEqual(findImpurities(`export const x = ${expression};`), [], expression);
});

test("a page sees the app as a type only", () => {
  const offenders = sourcesOf("services/http").filter((file) =>
    /^import (?!type )[^;]*"#services\/app"/m.test(readFileSync(join(projectRoot, file), "utf8")),
  );
  assert.deepEqual(offenders, []);
});

function sourcesOf(room: string): readonly string[] {
  if (!existsSync(join(projectRoot, room))) return [];
  return readdirSync(join(projectRoot, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${room}/${file.replaceAll("\\", "/")}`);
}

/** The files of an engine's own folder that these files import, and theirs in turn. */
function partsOf(files: readonly string[]): readonly string[] {
  const found = new Set(files);
  for (const file of found) {
    const source = readFileSync(join(projectRoot, file), "utf8");
    for (const [, part] of source.matchAll(/ from "\.\/([^"]+)\.js"/g)) found.add(`${dirname(file)}/${part}.ts`);
  }
  return [...found];
}
