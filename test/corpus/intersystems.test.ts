import assert from "node:assert/strict";
import { test } from "node:test";
import { parseArtefact } from "#services/core/artefact/parse-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { LockstepError } from "#services/core/errors";
import { normaliseExport, renormaliseArtefact } from "#services/core/normalise";
import { type CorpusFile, corpusFiles, corpusIsAbsent, OPTIONS } from "./intersystems-files.js";
import { NOISES } from "./intersystems-noise.js";

function read({ path, bytes }: CorpusFile) {
  return normaliseExport({ source: "file", bytes, origin: path }, OPTIONS);
}

/** All that would be written to Git. */
function written(file: CorpusFile): string {
  const artefacts = read(file).artefacts.map(({ artefact }) => artefact);
  return artefacts
    .flatMap((artefact) =>
      renderArtefact(artefact).map(({ path, bytes }) => `${path}\n${Buffer.from(bytes).toString()}`),
    )
    .join("\n");
}

const writtenBefore = new Map<string, string>();

/** The same for a file as it is, once. */
function asItIs(file: CorpusFile): string {
  const text = writtenBefore.get(file.path) ?? written(file);
  writtenBefore.set(file.path, text);
  return text;
}

/** Settings of a tool for containers; the engine neither writes nor reads them. */
const NOT_OF_THE_ENGINE = /\.json$/;

function readable(): readonly CorpusFile[] {
  return corpusFiles().filter(({ path }) => !NOT_OF_THE_ENGINE.test(path));
}

test("every file of the engine is read, and what is none is refused by name", { skip: corpusIsAbsent }, () => {
  const kinds = new Map<string, number>();
  for (const file of readable()) {
    const { artefacts } = read(file);
    assert.notEqual(artefacts.length, 0, file.path);
    for (const { artefact } of artefacts) kinds.set(artefact.kind, (kinds.get(artefact.kind) ?? 0) + 1);
  }
  const least = { production: 31, "production-item": 254, rule: 14, dtl: 30, bpl: 14, "lookup-table": 4, class: 20 };
  for (const [kind, count] of Object.entries(least))
    assert.ok((kinds.get(kind) ?? 0) >= count, `${kind}: ${kinds.get(kind)}`);
  const refused = corpusFiles().filter(({ path }) => NOT_OF_THE_ENGINE.test(path));
  assert.equal(refused.length, 4);
  for (const file of refused) {
    assert.throws(
      () => read(file),
      (error) =>
        error instanceof LockstepError && error.code === "export-unsupported" && error.message.startsWith(file.path),
    );
  }
});

test("normalising again changes nothing, and files give back what was read", { skip: corpusIsAbsent }, () => {
  for (const file of readable()) {
    for (const { artefact } of read(file).artefacts) {
      assert.deepEqual(renormaliseArtefact(artefact, OPTIONS).artefact, artefact, file.path);
      assert.deepEqual(parseArtefact(renderArtefact(artefact)), artefact, file.path);
    }
  }
});

/** The files as they are now, each large table of codes once. */
function current(): readonly CorpusFile[] {
  return readable().filter(({ path }) => !path.startsWith("_history/") && !/hl7_2\.[56]\.lut$/.test(path));
}

for (const [name, change] of Object.entries(NOISES)) {
  test(`${name} never alarm, in any file`, { skip: corpusIsAbsent }, () => {
    let changed = 0;
    for (const file of current()) {
      const noisy = change(file.bytes.toString("utf8"));
      if (noisy === file.bytes.toString("utf8")) continue;
      changed += 1;
      assert.equal(written({ path: file.path, bytes: Buffer.from(noisy) }), asItIs(file), file.path);
    }
    assert.ok(changed >= 5, `${changed} files changed`);
  });
}

/** Attributes that mean nothing: everything else in a definition does. */
const MEANINGLESS = /^(?:xpos|ypos|xend|yend|height|width|alias|zv|ts|generator|version|LastModified)$/;

/** Places at which a definition says something: values of attributes, and texts of settings and entries. */
function valuesIn(written: string): readonly (readonly [start: number, end: number])[] {
  const text = written.replaceAll(/<!--[\s\S]*?-->/g, (comment) => " ".repeat(comment.length));
  const blocks = [
    ...text.matchAll(
      /<(?:Production|ruleDefinition|transform|process|lookupTable)\b[\s\S]*?<\/(?:Production|ruleDefinition|transform|process|lookupTable)>/g,
    ),
  ];
  return blocks.flatMap((block) => {
    const attributes = [...block[0].matchAll(/\s([\w]+)\s*=\s*(["'])(?!\2)([^<]*?)\2(?=[\s/>])/g)].filter(
      ([, name = ""]) => !MEANINGLESS.test(name),
    );
    const texts = [...block[0].matchAll(/<(?:Setting|entry)\b[^>]*>([^<]+)</g)];
    return [
      ...attributes.map(
        (match) =>
          [block.index + match.index + match[0].length - 2, block.index + match.index + match[0].length - 1] as const,
      ),
      ...texts.map(
        (match) =>
          [block.index + match.index + match[0].length - 2, block.index + match.index + match[0].length - 1] as const,
      ),
    ];
  });
}

test("no value of a definition can change by one character without being told", { skip: corpusIsAbsent }, () => {
  let mutations = 0;
  for (const file of current()) {
    const text = file.bytes.toString("utf8");
    const values = valuesIn(text);
    const step = Math.max(1, Math.floor(values.length / 4));
    const before = asItIs(file);
    for (const [start, end] of values.filter((_, index) => index % step === 0)) {
      // A character reference is broken by this, not changed.
      if (text.charAt(start) === ";") continue;
      const mutated = `${text.slice(0, start)}Z${text.slice(end)}`;
      assert.notEqual(written({ path: file.path, bytes: Buffer.from(mutated) }), before, `${file.path} at ${start}`);
      mutations += 1;
    }
  }
  assert.ok(mutations > 300, `${mutations} mutations`);
});
