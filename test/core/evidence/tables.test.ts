import assert from "node:assert/strict";
import test from "node:test";
import { Ajv } from "ajv";
import { EvidenceTable } from "#schemas/evidence-table";
import { EVIDENCE_SIGNALS } from "#services/core/evidence/signals";
import { EVIDENCE_TABLES, type RowOf, tableOf } from "#services/core/evidence/tables";

const tables = Object.values(EVIDENCE_TABLES);

test("every table of a pack names each of its columns once, and says what it does not show", () => {
  const validate = new Ajv().compile(EvidenceTable);
  for (const kind of tables) {
    assert.ok(validate(tableOf(kind, [])), JSON.stringify(validate.errors));
    const keys = kind.columns.map(({ key }) => key);
    const headings = kind.columns.map(({ heading }) => heading);
    assert.deepEqual([...new Set(keys)], keys);
    assert.deepEqual([...new Set(headings)], headings, kind.id);
    assert.match(kind.explains, /does not show/, kind.id);
  }
});

test("tables are listed in the order of their numbers, and 10 is left to the integrity of the record", () => {
  const ids = tables.map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted());
  assert.ok(!ids.some((id) => id.startsWith("10")));
});

test("every table is what some signal rests on, and a signal names no table that there is not", () => {
  const named = new Set(Object.values(EVIDENCE_SIGNALS).flatMap(({ files }): readonly string[] => files));
  const lists = [...named].filter((file) => file.endsWith(".csv")).sort();
  assert.deepEqual(
    lists,
    tables.map(({ id }) => `${id}.csv`),
  );
});

test("what a signal counts names no level of achievement", () => {
  for (const { counts } of Object.values(EVIDENCE_SIGNALS)) assert.doesNotMatch(counts, /achiev|complian|satisf/i);
});

test("a row of a table holds a value for each of its columns", () => {
  const row: RowOf<typeof EVIDENCE_TABLES.actions> = {
    action: "1",
    engine: "tie",
    what: "Test the failback",
    from: "exercise 7",
    owner: "P. Quinn",
    raisedAt: null,
    raisedBy: null,
    due: "2026-09-30",
    closedAt: null,
    closedBy: null,
    overdue: false,
    ticket: null,
    record: 8,
  };
  const { columns, rows } = tableOf(EVIDENCE_TABLES.actions, [row]);
  assert.deepEqual(
    columns.map(({ key }) => key),
    Object.keys(rows[0] ?? {}),
  );
});
