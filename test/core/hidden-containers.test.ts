import assert from "node:assert/strict";
import { test } from "node:test";
import { isAbsenceDoubtful } from "#services/core/readiness/is-absence-doubtful";
import { aPolicy } from "#test/fakes/judged";
import { aNode, anEntry, aSnapshot, aStandbySnapshot, assess, codesOf } from "#test/fakes/readiness-story";

const CHANNELS = Array.from({ length: 40 }, (_, index) => anEntry(String(index)));
const LOCKERS = ["Clinical", "Radiology"].map((key) => anEntry(key, { kind: "locker", name: key }));
const baseline = aSnapshot({ entries: [...CHANNELS, ...LOCKERS] });
const lessOne = [...CHANNELS, ...LOCKERS.slice(0, 1)];
const hidingKinds = ["locker"];

test("a locker that one node does not show any more is unknown, and what it held is not called missing", () => {
  const standby = aStandbySnapshot({ entries: lessOne });
  const readiness = assess({
    baseline: { snapshot: baseline },
    production: aNode("tie-a", baseline),
    standby: aNode("tie-b", standby),
    hidingKinds,
  });
  assert.equal(readiness.verdict, "unknown");
  assert.deepEqual(codesOf(readiness), ["export-suspect"]);
  assert.match(readiness.reasons[0]?.message ?? "", /locker 'Radiology' .* cannot be verified on tie-b\.$/);
  const context = { baseline, partner: baseline, policy: aPolicy() };
  assert.equal(isAbsenceDoubtful(standby, { ...context, hidingKinds }), true);
  assert.equal(isAbsenceDoubtful(standby, context), false);
});

test("a locker that nobody approved yet may come and go", () => {
  const context = { baseline: aSnapshot({ entries: lessOne }), partner: baseline, policy: aPolicy(), hidingKinds };
  assert.equal(isAbsenceDoubtful(aStandbySnapshot({ entries: lessOne }), context), false);
});
