import assert from "node:assert/strict";
import { test } from "node:test";
import type { KnownExercise } from "#schemas/exercise";
import type { ExerciseRequirement } from "#schemas/policy";
import { overrideRuleOf } from "#services/core/override/override-rules";
import { exerciseHoldsUntil, exerciseReasons } from "#services/core/readiness/exercise-reasons";
import { aPolicy } from "#test/fakes/judged";
import { ASSESSED_AT, anEntry, assess } from "#test/fakes/readiness-story";

const DAY_MS = 86_400_000;

function daysBefore(days: number): string {
  return new Date(Date.parse(ASSESSED_AT) - days * DAY_MS).toISOString();
}

function proven(days: number, kind: KnownExercise["kind"] = "failover"): KnownExercise {
  return { record: `sha256:${kind}`, kind, endedAt: daysBefore(days) };
}

const INTERFACES = [{ match: { name: "Feed 1" }, tier: 1, flow: "ADT", owner: "PAS team" }];

function asked(exercise: ExerciseRequirement | undefined, exercised?: readonly KnownExercise[]) {
  const settings = { fallbackTier: 4, ...(exercise === undefined ? {} : { readiness: { exercise } }) };
  const policy = aPolicy({ settings, interfaces: INTERFACES });
  const engine = { id: "tie", owner: "Integration team" };
  const entries = [anEntry("1")];
  return { engine, at: ASSESSED_AT, policy, entries, interfaceKinds: ["channel"], exercised };
}

function reasons(...given: Parameters<typeof asked>) {
  return exerciseReasons(asked(...given));
}

test("nothing is owed where policy asks for nothing, and of a verdict that is not the engine's own", () => {
  assert.deepEqual(reasons(undefined, []), []);
  assert.deepEqual(reasons({ everyDays: 365 }), []);
});

test("an exercise is owed once the last is older than policy allows, and where there never was one", () => {
  assert.deepEqual(reasons({ everyDays: 365 }, [proven(365)]), []);
  const [overdue] = reasons({ everyDays: 365 }, [proven(366)]);
  assert.equal(
    overdue?.message,
    "It was last proven 366 days ago, and policy wants a failover or restore exercise every 365 days.",
  );
  assert.match(reasons({ everyDays: 365 }, [])[0]?.message ?? "", /^No exercise on record proves it/);
});

test("an owed exercise is a note unless policy says that it blocks", () => {
  assert.equal(reasons({ everyDays: 30 }, [])[0]?.verdict, "ready");
  const blocking = reasons({ everyDays: 30, blocks: true }, []);
  assert.equal(blocking[0]?.verdict, "not-ready");
  assert.equal(assess({ practice: blocking }).verdict, "not-ready");
  assert.equal(assess({ practice: reasons({ everyDays: 30 }, []) }).verdict, "ready");
});

test("only the kinds that policy names count, and only engines that carry a tier that it names owe one", () => {
  assert.equal(reasons({ everyDays: 30, kinds: ["failover"] }, [proven(2, "restore")]).length, 1);
  assert.deepEqual(reasons({ everyDays: 30, kinds: ["table-top"] }, [proven(2, "table-top")]), []);
  assert.equal(reasons({ everyDays: 30 }, [proven(2, "table-top")]).length, 1);
  assert.equal(reasons({ everyDays: 30, tiers: [1] }, []).length, 1);
  assert.deepEqual(reasons({ everyDays: 30, tiers: [4] }, []), []);
});

test("an owed exercise may be set aside for hours, bound to the exercise that was last: it may have to pass the gate itself", () => {
  assert.ok(overrideRuleOf("exercise-overdue").may);
  assert.deepEqual(reasons({ everyDays: 30 }, [proven(40)])[0]?.subjects, ["exercise sha256:failover"]);
});

test("a verdict holds no longer than until an exercise is owed that blocks, and not a day less", () => {
  const holds = (...given: Parameters<typeof asked>) => exerciseHoldsUntil(asked(...given));
  assert.equal(holds({ everyDays: 30 }, [proven(10)]), undefined, "a note takes nothing away");
  assert.equal(holds({ everyDays: 30, blocks: true }, []), undefined, "it is owed already");
  assert.equal(holds({ everyDays: 30, blocks: true }, [proven(40)]), undefined);
  const last = proven(30);
  const until = holds({ everyDays: 30, blocks: true }, [proven(90), last]) ?? "";
  assert.equal(Date.parse(until) - Date.parse(last.endedAt), 31 * DAY_MS - 1);
  const blocking = { everyDays: 30, blocks: true };
  const at = (instant: number) => exerciseReasons({ ...asked(blocking, [last]), at: new Date(instant).toISOString() });
  assert.deepEqual(at(Date.parse(until)), []);
  assert.equal(at(Date.parse(until) + 1).length, 1);
  const soon = new Date(Date.parse(ASSESSED_AT) + 1000).toISOString();
  assert.equal(assess({ practiceHoldsUntil: soon }).expiresAt, soon);
  assert.ok(assess({ practiceHoldsUntil: "2999-01-01T00:00:00.000Z" }).expiresAt < "2999");
});
