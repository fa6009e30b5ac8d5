import assert from "node:assert/strict";
import { test } from "node:test";
import { toRow } from "#services/tickets/servicenow/to-row";

test("a row reads the same whether its values are typed or all written as text", () => {
  const typed = toRow({
    sys_id: { display_value: "c8", value: "c8" },
    __meta: { ignoredFields: [] },
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
    sys_id: { display_value: "c8", value: "c8" },
    state: { display_value: "Closed", value: "3" },
    on_hold: { display_value: "false", value: "false" },
    start_date: { display_value: "25/10/2026 00:30", value: "2026-10-24 23:30:00" },
    closed_at: { display_value: "", value: "" },
  });
  assert.deepEqual(typed, written);
  assert.equal(written?.["start_date"]?.value, "2026-10-24 23:30:00");
});

for (const [claim, row] of [
  ["shows values in one form alone", { sys_id: "c8", number: "CHG0034512" }],
  ["is a list", [{ number: { value: "CHG0034512", display_value: "CHG0034512" } }]],
  ["is nothing", null],
  ["does not say which it is", { number: { value: "CHG0034512", display_value: "CHG0034512" } }],
] as const) {
  test(`what ${claim} is no row`, () => {
    assert.equal(toRow(row), undefined);
  });
}
