import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SMALL_INSTANCE } from "#test/simulators/small-instance";
import { readAll, withInstance } from "./staged-instance.js";

async function licenceOf(licenceDays: number | undefined): Promise<unknown> {
  const model = licenceDays === undefined ? SMALL_INSTANCE : { ...SMALL_INSTANCE, licenceDays };
  return await withInstance({ model }, async (_simulator, request) => {
    const steps = await readAll({ ...request, now: () => new Date("2026-11-23T22:10:00Z") });
    return steps.flatMap((step) => (step.type === "facts" ? (step.facts.expiries ?? []) : []));
  });
}

describe("the end of an instance's licence", () => {
  it("is told by its day, the same whenever on a day it is asked for", async () => {
    assert.deepEqual(await licenceOf(12), [
      { what: "licence", name: "InterSystems licence", expires: "2026-12-05T00:00:00Z" },
    ]);
  });

  it("is told where it is over", async () => {
    assert.deepEqual(await licenceOf(-1), [
      { what: "licence", name: "InterSystems licence", expires: "2026-11-22T00:00:00Z" },
    ]);
  });

  it("is untold where the instance counts no days: such a licence may hold for ever", async () => {
    assert.deepEqual(await licenceOf(undefined), []);
    assert.deepEqual(await licenceOf(0), []);
  });
});
