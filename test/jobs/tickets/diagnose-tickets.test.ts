import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { diagnoseTickets } from "#services/jobs/tickets/diagnose-tickets";

const AT = Date.parse("2026-11-23T10:00:00Z");

async function diagnoseExportOf(
  exportedAt: string,
): Promise<readonly { readonly state: string; readonly message: string }[]> {
  const governed = parseGoverned(
    new Map([["estate.yaml", stringify({ estate: "test", engines: [], tickets: { folder: "tickets" } })]]),
  );
  assert.deepEqual(governed.problems, []);
  return await diagnoseTickets(governed, {
    ticketSourceOf: () => ({
      system: "file",
      read: async () => ({ state: "read", exportedAt, tickets: [], warnings: [] }),
    }),
    ticketSystemOf: () => assert.fail("no ticket system is declared"),
    ticketPasswordOf: () => undefined,
    defaultMappingOf: () => assert.fail("no ticket system is declared"),
    now: () => new Date(AT),
  });
}

test("an export dated further ahead than clocks may differ is no sound export", async () => {
  const [found] = await diagnoseExportOf("2026-11-23T10:02:01.000Z");
  assert.equal(found?.state, "failed");
  assert.match(found?.message ?? "", /dated 2026-11-23T10:02:01\.000Z, after this machine's clock/);
});

test("an export dated ahead within what clocks may differ is sound, and not of a negative age", async () => {
  const [found] = await diagnoseExportOf("2026-11-23T10:01:59.000Z");
  assert.equal(found?.state, "ok");
  assert.match(found?.message ?? "", /the export is 0 minutes old/);
});
