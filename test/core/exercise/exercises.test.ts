import assert from "node:assert/strict";
import { test } from "node:test";
import { countChanges } from "#services/core/exercise/count-changes";
import { findProof } from "#services/core/exercise/find-proof";
import { isSameExercise } from "#services/core/exercise/is-same-exercise";
import { knownExercises } from "#services/core/exercise/known-exercises";
import { objectiveOf } from "#services/core/exercise/objective-of";
import { type ExerciseRequest, planExercise, planTimes } from "#services/core/exercise/plan-exercise";
import { readExercises } from "#services/core/exercise/read-exercises";
import { anEntry, aSnapshot } from "#test/fakes/readiness-story";
import { anExercise, aRecord, RECORDED_AT, REQUEST, SEEN } from "./an-exercise.js";

const NOW = new Date(RECORDED_AT);

function plan(about: Partial<ExerciseRequest> = {}, seen: Partial<Parameters<typeof planExercise>[3]> = {}) {
  const request = { ...REQUEST, ...about };
  return planExercise("tie", request, planTimes(request, NOW), { ...SEEN, ...seen });
}

test("an exercise is told in UTC with its minutes, and held against the time that policy allows", () => {
  const { startedAt, endedAt, minutes, rtoMinutes, complete } = plan();
  assert.deepEqual([startedAt, endedAt], ["2026-10-13T08:30:00.000Z", "2026-10-13T09:20:00.000Z"]);
  assert.deepEqual([minutes, rtoMinutes, complete], [50, 60, true]);
  assert.equal(plan({ rtoMinutes: 45 }).rtoMinutes, 45);
});

test("an exercise counts only with its clean-up, and where both nodes were read before it and after", () => {
  assert.equal(plan({ cleanedUp: false }).complete, false);
  assert.equal(plan({}, { after: [] }).complete, false);
  assert.equal(plan({}, { before: SEEN.before.slice(0, 1) }).complete, false);
  assert.equal(plan({ kind: "table-top" }, { before: [], after: [] }).complete, true);
});

test("a time without its zone, an end before the beginning and one that has not come are refused", () => {
  const refused: readonly (readonly [RegExp, Partial<ExerciseRequest>])[] = [
    [/beginning of the exercise is no instant with its zone/, { startedAt: "2026-10-13T09:30:00" }],
    [/end of the exercise is no instant/, { endedAt: "yesterday" }],
    [/end of the exercise is no instant/, { endedAt: "2026-13-41T09:30:00Z" }],
    [/ended before it began/, { endedAt: REQUEST.startedAt }],
    [/lies in the future/, { endedAt: "2026-11-23T02:00:01Z" }],
    [/more than 31 days/, { startedAt: "2026-08-01T00:00:00Z" }],
  ];
  for (const [message, about] of refused) assert.throws(() => plan(about), message);
});

test("words that may not stand on record for ever are refused: a patient, a password, a terminal's escape, nobody", () => {
  const refused: readonly (readonly [RegExp, Partial<ExerciseRequest>])[] = [
    [/looks like patient data/, { lessons: ["the feed of NHS number 943 476 5919 was lost"] }],
    [/looks like a password/, { lessons: ["password=hunter2-of-tie-b"] }],
    [/invisible characters/, { lessons: ["all well \u001b[2J"] }],
    [/invisible characters/, { lessons: ["turned \u202e round"] }],
    [/at most 20 lessons/, { lessons: Array.from({ length: 21 }, (_, index) => `lesson ${index}`) }],
    [/names nobody/, { by: "n/a" }],
  ];
  for (const [message, about] of refused) assert.throws(() => plan(about), message);
});

test("of an exercise that was recorded again for its clean-up the last word counts", () => {
  const early = plan({ cleanedUp: false });
  const records = [aRecord(7, "exercise", plan()), aRecord(5, "exercise", early)];
  assert.equal(early.id, plan().id);
  assert.deepEqual(
    readExercises(records).map(({ record, exercise }) => [record, exercise.cleanedUp]),
    [[7, true]],
  );
});

test("a record that cannot be read proves nothing", () => {
  const broken = aRecord(5, "exercise", { ...anExercise(), complete: "yes" });
  assert.deepEqual(readExercises([broken]), []);
});

test("asking twice says the same once, whatever checks saw since; another outcome is another word", () => {
  assert.ok(isSameExercise(plan(), plan({}, { after: [...SEEN.after].reverse() })));
  assert.ok(!isSameExercise(plan(), plan({ outcome: "partly" })));
});

test("only a failover or restore that passed, with its clean-up, proves an engine, and the latest of them does", () => {
  const bodies = [
    anExercise({ id: "a", endedAt: "2026-09-01T10:00:00.000Z" }),
    anExercise({ id: "b", endedAt: "2026-10-01T10:00:00.000Z", kind: "restore" }),
    anExercise({ id: "c", endedAt: "2026-10-02T10:00:00.000Z", kind: "table-top" }),
    anExercise({ id: "d", endedAt: "2026-10-03T10:00:00.000Z", complete: false }),
    anExercise({ id: "e", endedAt: "2026-10-04T10:00:00.000Z", outcome: "partly" }),
    anExercise({ id: "f", endedAt: "2026-10-05T10:00:00.000Z", engineId: "other" }),
  ];
  const exercises = readExercises(bodies.map((body, seq) => aRecord(seq, "exercise", body)));
  assert.equal(findProof(exercises, "tie")?.exercise.id, "b");
  assert.equal(findProof(exercises, "tie", ["failover"])?.exercise.id, "a");
  assert.equal(findProof(exercises, "nothing"), undefined);
  assert.deepEqual(
    knownExercises(exercises, "tie").map(({ kind, record }) => [kind, record]),
    [
      ["failover", "sha256:0"],
      ["restore", "sha256:1"],
      ["table-top", "sha256:2"],
    ],
  );
});

test("changes since are the artefacts that came, went or differ, and cannot be told across two readers", () => {
  const before = aSnapshot({ entries: [anEntry("1"), anEntry("2"), anEntry("3")] });
  const after = aSnapshot({ entries: [anEntry("1"), anEntry("2", { digest: "sha256:other" }), anEntry("4")] });
  assert.equal(countChanges(before, after), 3);
  assert.equal(countChanges(before, before), 0);
  assert.equal(countChanges(before, { ...after, dialect: "tiny/2" }), null);
});

test("the shortest time that applies is allowed: by engine, by the tiers that it carries, or to all", () => {
  const objectives = [
    { minutes: 240 },
    { minutes: 60, tiers: [1] },
    { minutes: 15, engines: ["other"] },
    { minutes: 120, engines: ["tie"] },
  ];
  assert.equal(objectiveOf({ objectives }, "tie", [1, 3]), 60);
  assert.equal(objectiveOf({ objectives }, "tie", [2]), 120);
  assert.equal(objectiveOf({}, "tie", [1]), null);
});
