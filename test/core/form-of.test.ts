import assert from "node:assert/strict";
import { test } from "node:test";
import { Type } from "typebox";
import { formOf } from "#services/core/form-of";

const isEngine = formOf<{ readonly id: string }>(Type.Object({ id: Type.String() }));

test("what has the form is taken, and what lacks it is refused with what it lacks", () => {
  assert.equal(isEngine({ id: "tie" }), true);
  assert.deepEqual(isEngine.faults(), []);
  assert.equal(isEngine({ id: 7 }), false);
  assert.deepEqual(
    isEngine.faults().map(({ instancePath }) => instancePath),
    ["/id"],
  );
  assert.equal(isEngine({ id: "tie" }), true);
  assert.deepEqual(isEngine.faults(), []);
});

test("a check that was never asked has found nothing", () => {
  assert.deepEqual(formOf(Type.String()).faults(), []);
});
