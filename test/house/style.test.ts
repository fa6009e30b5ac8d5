import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "#test/project-root";

const sources = ["schemas", "services", "webhooks", "test"].flatMap((room) =>
  readdirSync(join(projectRoot, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(room, file)),
);

/** What silences the compiler instead of answering it. */
const SILENCERS = [/\bas unknown as\b/, /@ts-(ignore|nocheck|expect-error)/, /\bas any\b/];

test("no file silences the compiler", () => {
  assert.deepEqual(linesMatching(SILENCERS), []);
});

test("every file is named after what it does, in small letters and hyphens", () => {
  const names = sources.map((file) => basename(file).replace(/(\.test)?\.ts$/, ""));
  assert.deepEqual(
    names.filter(
      (name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || /(^|-)(utils?|helpers?|managers?|misc|common)$/.test(name),
    ),
    [],
  );
});

test("no test is set aside without a reason, and none is run alone", () => {
  const silent = [/\b(test|it|describe)\.(skip|only|todo)\(/, /\bskip: true\b/, /\bonly: true\b/];
  assert.deepEqual(linesMatching(silent), []);
});

test("nine files in ten are under 200 lines", () => {
  const sizes = sources
    .filter((file) => !file.startsWith("test"))
    .map((file) => readFileSync(join(projectRoot, file), "utf8").split("\n").length);
  const long = sizes.filter((lines) => lines > 200).length;
  assert.ok(long <= sizes.length / 10, `${long} of ${sizes.length} files are longer`);
});

function linesMatching(patterns: readonly RegExp[]): readonly string[] {
  return sources
    .filter((file) => !file.endsWith(join("house", "style.test.ts")))
    .flatMap((file) =>
      readFileSync(join(projectRoot, file), "utf8")
        .split("\n")
        .flatMap((line, index) => (patterns.some((pattern) => pattern.test(line)) ? [`${file}:${index + 1}`] : [])),
    );
}
