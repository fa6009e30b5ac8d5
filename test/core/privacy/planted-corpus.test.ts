import assert from "node:assert/strict";
import { test } from "node:test";
import { createMask } from "#services/core/mask";
import { maskPatientData } from "#services/core/privacy/mask-patient-data";
import { scanInDepth } from "#services/core/privacy/scan-in-depth";
import { scanPatientData } from "#services/core/privacy/scan-patient-data";
import { type CleanText, cleanTexts } from "#test/fakes/clean-texts";
import { type PlantedText, plantTexts } from "#test/fakes/planted-texts";
import { seededRandom } from "#test/fakes/seeded-random";

/** So many of each; the figures in docs/security.md are those of this seed. */
const SIZE = 500;
const SEED = 2026;

test(`of ${SIZE} messages and templates with somebody in them none is overlooked, whatever it is wrapped in`, (t) => {
  const planted = plantTexts(SIZE, seededRandom(SEED));
  const missed = planted.filter(({ text }) => scanInDepth(text).length === 0);
  const masking = planted.filter(({ text }) => scanPatientData(text).length === 0);
  t.diagnostic(
    `${SIZE - missed.length} of ${SIZE} found before they leave; masking alone finds ${SIZE - masking.length}`,
  );
  for (const [kind, [all, found]] of byKind(planted)) t.diagnostic(`${kind}: ${found} of ${all}`);
  assert.deepEqual(missed, []);
});

test(`of ${SIZE} texts of systems that speak of nobody none is taken for a patient's`, (t) => {
  const clean = cleanTexts(SIZE, seededRandom(SEED));
  const alarms = clean.filter(({ text }) => scanInDepth(text).length > 0);
  const masking = clean.filter(({ text }) => scanPatientData(text).length > 0);
  t.diagnostic(`${alarms.length} false alarms in ${SIZE}; masking alone masks in ${masking.length}`);
  assert.deepEqual(alarms, []);
});

test("of other people in other wrappings none is overlooked either, and of other numbers hardly one is taken for theirs", (t) => {
  let [missed, alarms]: [PlantedText[], CleanText[]] = [[], []];
  for (const seed of [1, 2]) {
    missed = [
      ...missed,
      ...plantTexts(SIZE * 2, seededRandom(seed)).filter(({ text }) => scanInDepth(text).length === 0),
    ];
    alarms = [...alarms, ...cleanTexts(SIZE, seededRandom(seed)).filter(({ text }) => scanInDepth(text).length > 0)];
  }
  t.diagnostic(`${missed.length} overlooked of ${SIZE * 4}; ${alarms.length} false alarms in ${SIZE * 2}`);
  assert.deepEqual([missed, alarms], [[], []]);
});

test("what masking leaves of a text that it masked is nobody's any more", () => {
  const mask = createMask("k1", new Uint8Array(32).fill(3));
  const plain = plantTexts(SIZE, seededRandom(SEED)).filter(({ carrier }) => carrier === "plain");
  const masked = plain.filter(({ text }) => scanPatientData(text).length > 0);
  const left = masked.filter(({ text }) =>
    scanInDepth(maskPatientData(text, mask).text).some(({ kind }) => kind === "nhs-number"),
  );
  assert.ok(masked.length > 0);
  assert.deepEqual(left, []);
});

function byKind(planted: readonly PlantedText[]): ReadonlyMap<string, readonly [all: number, found: number]> {
  const counts = new Map<string, readonly [number, number]>();
  for (const { kind, text } of planted) {
    const [all, found] = counts.get(kind) ?? [0, 0];
    counts.set(kind, [all + 1, found + (scanInDepth(text).length > 0 ? 1 : 0)]);
  }
  return counts;
}
