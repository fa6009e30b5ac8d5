import assert from "node:assert/strict";
import test from "node:test";
import { findCrosswalk } from "#services/core/control-maps/find-crosswalk";
import { parseControlMaps } from "#services/core/control-maps/parse-control-maps";
import { shippedMaps } from "./shipped-maps.js";

const { library } = parseControlMaps(shippedMaps());
const YEARS = ["nhs-dspt-caf@2024-25", "nhs-dspt-caf@2025-26", "nhs-dspt-caf@2026-27"];

test("between any two years no outcome of either is lost, whichever way it is read", () => {
  for (const from of YEARS) {
    for (const to of YEARS.filter((year) => year !== from)) {
      const { rows, reach, without } = findCrosswalk(library, from, to);
      assert.equal(reach, "total");
      assert.deepEqual(without, { from: [], to: [] });
      const idsOf = (ref: string) =>
        library.editions
          .get(ref)
          ?.outcomes.map(({ id }) => id)
          .sort();
      assert.deepEqual([...new Set(rows.flatMap((row) => row.from?.id ?? []))].sort(), idsOf(from));
      assert.deepEqual([...new Set(rows.flatMap((row) => row.to?.id ?? []))].sort(), idsOf(to));
    }
  }
});

test("from 2025-26 to 2026-27 assurance moves, one outcome is dropped and three are new", () => {
  const { rows } = findCrosswalk(library, "nhs-dspt-caf@2025-26", "nhs-dspt-caf@2026-27");
  const told = rows.map(({ from, to, relation }) => `${from?.id ?? "—"} ${relation} ${to?.id ?? "—"}`);
  const changed = told.filter((line) => !line.includes("kept"));
  assert.deepEqual(changed, [
    "A2.b renamed A2.c",
    "B5.c broadened B5.c",
    "C1.a broadened C1.a",
    "C1.b reworded C1.b",
    "C1.d reworded C1.d",
    "C1.e reworded C1.e",
    "C2.a reworded C2.a",
    "C2.b dropped —",
    "D1.a broadened D1.a",
    "D2.a reworded D2.a",
    "— new A2.b",
    "— new A4.b",
    "— new C1.f",
  ]);
});

test("read backwards what was new was dropped, and what was broadened is narrower", () => {
  const { rows } = findCrosswalk(library, "nhs-dspt-caf@2026-27", "nhs-dspt-caf@2025-26");
  const relationOf = (id: string) => rows.find(({ from }) => from?.id === id)?.relation;
  assert.equal(relationOf("C1.f"), "dropped");
  assert.equal(relationOf("C1.a"), "narrowed");
  assert.equal(rows.find(({ from }) => from === null)?.to?.id, "C2.b");
});

test("over a year in between the way is told", () => {
  const { over, rows } = findCrosswalk(library, "nhs-dspt-caf@2024-25", "nhs-dspt-caf@2026-27");
  assert.deepEqual(over, YEARS);
  assert.equal(rows.find(({ from }) => from?.id === "A2.b")?.to?.id, "A2.c");
});

test("between frameworks only what lies near is told, and what has no counterpart is named", () => {
  const report = findCrosswalk(library, "nhs-dspt-caf@2025-26", "iso-27001@2022");
  assert.equal(report.reach, "partial");
  assert.ok(report.rows.every(({ relation }) => relation === "related"));
  assert.ok(report.without.from.includes("A1.a"));
  assert.deepEqual(report.without.to, []);
});

test("a newer year reaches another framework over the year before it", () => {
  const { over, rows } = findCrosswalk(library, "nhs-dspt-caf@2026-27", "iso-27001@2022");
  assert.deepEqual(over, ["nhs-dspt-caf@2026-27", "nhs-dspt-caf@2025-26", "iso-27001@2022"]);
  assert.ok(rows.some(({ from, to }) => from?.id === "B4.b" && to?.id === "A.8.9"));
});

test("nearness does not add up: no way leads over two steps between frameworks", () => {
  assert.throws(() => findCrosswalk(library, "nhs-dspt-ndg@2025-26", "iso-27001@2022"), {
    code: "control-unknown",
    message: /No crosswalk leads from/,
  });
});

test("from an edition to itself there is no crosswalk", () => {
  assert.throws(() => findCrosswalk(library, "iso-27001", "iso-27001@2022"), { code: "usage" });
});
