import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Activated, type ActivationNeed, orderActivation } from "#services/core/runbook/order-activation";

function one(id: string, tier = 2, flow = "ADT"): Activated {
  return { id, name: id, tier, flow };
}

function namesOf(all: readonly Activated[], needs: readonly (readonly [string, string])[]): string[] {
  return orderActivation(
    all,
    needs.map(([of, need]) => ({ of, needs: need })),
  ).order.map(({ id }) => id);
}

test("the lowest tier comes first where nothing needs anything", () => {
  assert.deepEqual(namesOf([one("c", 3), one("a", 1), one("b", 2)], []), ["a", "b", "c"]);
});

test("what others send to comes before them, whatever its tier", () => {
  assert.deepEqual(namesOf([one("in", 1), one("out", 4)], [["in", "out"]]), ["out", "in"]);
});

test("what a tier 1 interface needs is not made to wait for tier 2", () => {
  const all = [one("in", 1), one("other", 2), one("middle", 4), one("out", 4), one("catering", 4)];
  const needs = [
    ["in", "middle"],
    ["middle", "out"],
  ] as const;
  assert.deepEqual(namesOf(all, needs), ["out", "middle", "in", "other", "catering"]);
});

test("interfaces that wait for one another are told, and all are in the order all the same", () => {
  const all = [one("a", 2), one("b", 1), one("c", 3), one("d", 1)];
  const { order, cycles } = orderActivation(all, [
    { of: "a", needs: "b" },
    { of: "b", needs: "a" },
    { of: "c", needs: "a" },
    { of: "d", needs: "c" },
  ]);
  assert.deepEqual(
    order.map(({ id }) => id),
    ["b", "a", "c", "d"],
  );
  assert.deepEqual(
    cycles.map((cycle) => cycle.map(({ id }) => id)),
    [["b", "a"]],
  );
});

test("a need of oneself, or of what is not there, holds nothing up", () => {
  assert.deepEqual(
    namesOf(
      [one("a")],
      [
        ["a", "a"],
        ["a", "gone"],
        ["gone", "a"],
      ],
    ),
    ["a"],
  );
});

test("each interface stands in the order once, and without a cycle after all that it needs", () => {
  const ids = ["a", "b", "c", "d", "e", "f", "g"];
  const need = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids));
  const tiers = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(fc.array(need, { maxLength: 15 }), tiers, (pairs, tier) => {
      const all = ids.map((id, index) => one(id, tier[index]));
      const needs = pairs.map(([of, needed]): ActivationNeed => ({ of, needs: needed }));
      const { order, cycles } = orderActivation(all, needs);
      assert.deepEqual(order.map(({ id }) => id).sort(), ids);
      const place = (id: string): number => order.findIndex((each) => each.id === id);
      const late = needs.filter(({ of, needs: needed }) => of !== needed && place(needed) > place(of));
      if (cycles.length === 0) assert.deepEqual(late, []);
      // Only who stands in a cycle is put before what it needs.
      const inside = new Set(cycles.flat().map(({ id }) => id));
      assert.ok(late.every(({ of }) => inside.has(of)));
    }),
  );
});
