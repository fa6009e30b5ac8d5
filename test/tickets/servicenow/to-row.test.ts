import assert from "node:assert/strict";
import { test } from "node:test";
import { toRow } from "#services/tickets/servicenow/to-row";

test("a row reads the same whether its values are typed or all written as text", () => {
  const typed = toRow({
    state: { display_value: "Closed", value: 3 },
    on_hold: { display_value: "false", value: false },
    start_date: {
      display_value: "25/10/2026 00:30",
      value: "2026-10-24 23:30:00",
      display_value_internal: "2026-10-25 00:30:00",
    },
    closed_at: { display_value: null, value: null },
  });
  const written = toRow({
    state: { display_value: "Closed", value: "3" },
    on_hold: { display_value: "false", value: "false" },
    start_date: { display_value: "25/10/2026 00:30", value: "2026-10-24 23:30:00" },
    closed_at: { display_value: "", value: "" },
  });
  assert.deepEqual(typed, written);
  assert.equal(written?.["start_date"]?.value, "2026-10-24 23:30:00");
});

for (const [claim, row] of [
  ["shows values in one form alone", { number: "CHG0034512" }],
  ["is a list", [{ number: { value: "CHG0034512", display_value: "CHG0034512" } }]],
  ["is nothing", null],
  [
    "holds a record in the place of a value",
    { assigned_to: { value: { link: "https://elsewhere.example" }, display_value: "Sam" } },
  ],
] as const) {
  test(`what ${claim} is no row`, () => {
    assert.equal(toRow(row), undefined);
  });
}
