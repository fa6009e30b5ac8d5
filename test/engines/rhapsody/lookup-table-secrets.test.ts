import assert from "node:assert/strict";
import { test } from "node:test";
import { renormaliseArtefact } from "#services/core/normalise";
import { lookupTablesXml } from "#services/simulators/rhapsody/render-answers";
import { artefactOf, keptText, nodeAt, OPTIONS, readAnswer } from "./read-answers.js";

/** Invented, with right check digits. */
const NHS = "9991457720";
const SPACED = "999 145 7720";
const GUID = "7a51c000-0000-4000-8000-000000000041";

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isKey?: boolean }[];
  readonly row: readonly string[];
}

const TABLES: Readonly<Record<string, Table>> = {
  "alone in a column of NHS numbers": {
    name: "Moves",
    columns: [{ name: "Ward", isKey: true }, { name: "NHSNumber" }],
    row: ["Oak", NHS],
  },
  "as the key of a row": {
    name: "Moves",
    columns: [{ name: "NHS_No", isKey: true }, { name: "Ward" }],
    row: [NHS, "Oak"],
  },
  "as one of two columns of the key": {
    name: "Moves",
    columns: [{ name: "NHSNumber", isKey: true }, { name: "Site", isKey: true }, { name: "Ward" }],
    row: [NHS, "North", "Oak"],
  },
  "in a table without a key": {
    name: "Moves",
    columns: [{ name: "MRN" }, { name: "Ward" }],
    row: [SPACED, "Oak"],
  },
  "in a table of patients": {
    name: "PatientToWard",
    columns: [{ name: "From", isKey: true }, { name: "To" }],
    row: [NHS, "Oak"],
  },
  "beside something else in one cell of a table of patients": {
    name: "PatientToWard",
    columns: [{ name: "From", isKey: true }, { name: "To" }],
    row: ["Oak", `${NHS}^North`],
  },
};

/** A table of one telling row among as many plain ones as make it small or large. */
function read({ name, columns, row }: Table, size: number) {
  const plain = Array.from({ length: size }, (_, index) => row.map((_cell, column) => `0x${index}-${column}`));
  return readAnswer(lookupTablesXml([{ guid: GUID, name, columns, rows: [...plain, row] }]), "lookup-tables");
}

for (const [size, words] of [
  [3, "a small"],
  [2_500, "a large"],
] as const) {
  for (const [place, table] of Object.entries(TABLES)) {
    test(`keeps no number of a patient in ${words} lookup table ${place}`, () => {
      const kept = read(table, size);
      assert.doesNotMatch(keptText(kept), /999 ?145 ?7720/);
      assert.ok(artefactOf(kept, "lookup-table").notices.some(({ code }) => code === "patient-data-masked"));
      assert.notEqual(keptText(kept), keptText(read({ ...table, row: table.row.map(anotherNumber) }, size)));
    });
  }

  test(`keeps no password in ${words} lookup table, neither as a cell nor in the key of a row`, () => {
    const columns = [{ name: "Site" }, { name: "Password" }];
    for (const keyed of [columns, columns.map((column) => ({ ...column, isKey: true }))]) {
      const kept = read({ name: "Logins", columns: keyed, row: ["North", 'quartz"lantern,9'] }, size);
      assert.doesNotMatch(keptText(kept), /quartz/);
      assert.match(keptText(kept), /North/);
    }
  });

  test(`${words} lookup table that was masked is the same when it is read again`, () => {
    for (const table of Object.values(TABLES)) {
      const { artefact } = artefactOf(read(table, size), "lookup-table");
      const again = renormaliseArtefact(artefact, { ...OPTIONS, scope: "server" });
      assert.deepEqual(again.artefact, artefact);
    }
  });
}

test("a token that somebody copied into a large lookup table does not pass for the secret it stands for", () => {
  const columns = [{ name: "Site", isKey: true }, { name: "Password" }];
  const token = `masked:test:${"a".repeat(32)}`;
  for (const row of [
    ["North", token],
    [token, "x"],
  ]) {
    assert.ok(!keptText(read({ name: "Logins", columns, row }, 2_500)).includes(token));
  }
});

test("a large lookup table tells once how many numbers of patients were masked", () => {
  const columns = [{ name: "NHSNumber", isKey: true }, { name: "Ward" }];
  const rows = Array.from({ length: 2_500 }, (_, index) => [NHS, `Ward ${index}`]);
  const kept = readAnswer(lookupTablesXml([{ guid: GUID, name: "Moves", columns, rows }]), "lookup-tables");
  const { notices } = artefactOf(kept, "lookup-table");
  assert.deepEqual(
    notices.map(({ path, message }) => [path, message]),
    [["/rowsAsText", "2500 cell(s) that look like patient data were masked"]],
  );
});

test("what is in a cell stays readable, with its quotes, commas and line ends", () => {
  const odd = 'a "quoted", cell\nof two lines';
  const kept = read(
    { name: "Wards", columns: [{ name: "Ward", isKey: true }, { name: "Text" }], row: ["Oak", odd] },
    2_500,
  );
  const text = nodeAt(artefactOf(kept, "lookup-table"), "rowsAsText")?.text ?? "";
  assert.ok(text.includes(`"Oak","${odd.replaceAll('"', '""')}"`));
});

/** Another valid number in its place. */
function anotherNumber(cell: string): string {
  return cell.replace(/999 ?145 ?7720/, "9434765919");
}
