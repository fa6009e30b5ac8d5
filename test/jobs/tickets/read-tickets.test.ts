import assert from "node:assert/strict";
import { test } from "node:test";
import { LockstepError } from "#services/core/errors";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { readTickets } from "#services/jobs/tickets/read-tickets";
import { openTicketStore } from "#services/stores/tickets/open-ticket-store";
import { INVENTED_MAPPING, inventTickets } from "#test/fakes/invented-tickets";
import { createTemporaryEstate, type TemporaryEstate } from "#test/fakes/temporary-estate";

const AT = "2026-11-23T02:00:00.000Z";
const DESK = { system: "invented", instance: "desk" };
const GOVERNED = parseGoverned(
  new Map([
    [
      "estate.yaml",
      JSON.stringify({
        estate: "trust",
        engines: [],
        ticketSystems: [{ id: "desk", system: "invented", url: "https://tickets.hospital.test" }],
      }),
    ],
    ["policy/tickets/desk.yaml", JSON.stringify(INVENTED_MAPPING)],
  ]),
);

function contextOf({ context, ledger, store }: TemporaryEstate, desk = inventTickets()) {
  const ticketStore = openTicketStore(context, ledger);
  return {
    desk,
    ticketStore,
    context: {
      repository: store,
      ledger,
      ticketStore,
      ticketSystemOf: () => desk.system,
      ticketPasswordOf: () => undefined,
      now: () => new Date(AT),
    },
  };
}

test("a ticket that was named is read anew and kept, also where no run goes on", async () => {
  await using estate = await createTemporaryEstate();
  const { desk, ticketStore, context } = contextOf(estate);
  desk.say("RFC-1207", { status: "doing" }, "2026-11-23T01:00:00Z");
  desk.say("RFC-1208", { status: "new" }, "2026-11-23T01:00:00Z");
  const answered = await readTickets({ ticketSystem: "desk", numbers: ["RFC-1207", "RFC-9999"] }, GOVERNED, context);
  assert.equal(answered, 1);
  const kept = await (await ticketStore.open()).facts(DESK);
  assert.deepEqual(
    kept.map(({ number, observedAt }) => [number, observedAt]),
    [["RFC-1207", AT]],
  );
});

test("without numbers whatever was edited is read, and what says the same again is not written again", async () => {
  await using estate = await createTemporaryEstate();
  const { desk, ticketStore, context } = contextOf(estate);
  desk.say("RFC-1207", { status: "doing" }, "2026-11-23T01:00:00Z");
  assert.equal(await readTickets({ ticketSystem: "desk", numbers: [] }, GOVERNED, context), 1);
  const { commit } = await ticketStore.open();
  assert.ok(commit);
  await readTickets({ ticketSystem: "desk", numbers: [] }, GOVERNED, context);
  assert.equal((await ticketStore.open()).commit, commit);
});

test("a ticket system that cannot be read is told as such, so that it is tried again", async () => {
  await using estate = await createTemporaryEstate();
  const { desk, context } = contextOf(estate);
  desk.failure = new LockstepError("node-unreachable", "desk does not answer.");
  await assert.rejects(readTickets({ ticketSystem: "desk", numbers: ["RFC-1207"] }, GOVERNED, context), {
    code: "ticket-source-unavailable",
  });
});

test("a ticket system that is not declared is not asked", async () => {
  await using estate = await createTemporaryEstate();
  const { desk, context } = contextOf(estate);
  await assert.rejects(readTickets({ ticketSystem: "other", numbers: [] }, GOVERNED, context), {
    code: "selector-unknown",
  });
  assert.deepEqual(desk.listed, []);
});
