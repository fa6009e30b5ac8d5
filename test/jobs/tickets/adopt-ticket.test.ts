import assert from "node:assert/strict";
import { test } from "node:test";
import type { Engine } from "#schemas/estate";
import type { LockstepError } from "#services/core/errors";
import { adoptBaseline } from "#services/jobs/decide/adopt-baseline";
import type { EstateRepository } from "#services/ports/estate-repository";
import type { TicketReading } from "#services/ports/ticket-source";
import { aTicket, on, policyOf, reading } from "#test/core/ticket-story";
import { aSnapshot } from "#test/fakes/readiness-story";

const ENGINE: Engine = {
  id: "tie",
  product: "mirth-connect",
  owner: "Integration team",
  nodes: [
    { id: "tie-a", role: "primary", url: "https://tie-a.hospital.test/api" },
    { id: "tie-b", role: "standby", url: "https://tie-b.hospital.test/api" },
  ],
};

type Adoption = Parameters<EstateRepository["adoptBaseline"]>[0];

/** Adopts under a ticket, and gives what was warned of and what the repository was told. */
async function adopt(ticket: string, answer: TicketReading, approver = "C. Chair") {
  const snapshot = aSnapshot();
  const told: Adoption[] = [];
  const repository = {
    openSnapshot: () => Promise.resolve({ commit: "c0", snapshot, load: () => Promise.resolve(new Map()) }),
    openBaseline: () => Promise.resolve(undefined),
    adoptBaseline: (adoption: Adoption) => {
      told.push(adoption);
      const about = { seq: 1, at: on("16:00"), type: "baseline-adopted" as const, actor: "C. Chair", body: {} };
      const record = { schema: "lockstep/ledger-record@1" as const, ...about, previous: null, hash: "sha256:0" };
      return Promise.resolve({ commit: "c1", record });
    },
  };
  const { warnings } = await adoptBaseline(
    { engine: ENGINE, from: "primary", digest: snapshot.digest, approver, ticket, reviewed: true },
    {
      repository,
      readTicket: () => Promise.resolve([answer]),
      policy: policyOf({}),
      now: () => new Date(on("16:00")),
    },
  );
  return { warnings, told };
}

test("a ticket that the export does not hold is refused, and nothing is adopted", async () => {
  const refused = adopt("CHG0000009", reading([aTicket()], on("15:50")));
  await assert.rejects(refused, (error: LockstepError) => error.code === "ticket-unknown");
});

test("a ticket that the export holds is recorded as found, as its system writes it, with what speaks against it", async () => {
  const tickets = [aTicket({ lifecycle: "cancelled", approval: "cancelled", observedAt: on("15:50") })];
  const { warnings, told } = await adopt("chg0000001", reading(tickets, on("15:50")));
  assert.deepEqual(warnings, ["The ticket CHG0000001 is cancelled."]);
  assert.deepEqual([told[0]?.ticket, told[0]?.ticketFound], ["CHG0000001", true]);
});

test("where the export cannot be read a well-formed ticket is taken with a warning, and recorded as not found", async () => {
  const { warnings, told } = await adopt("CHG0000009", { state: "unavailable", message: "The folder is missing." });
  assert.deepEqual(warnings, ["The ticket CHG0000009 was not looked up: The folder is missing."]);
  assert.equal(told[0]?.ticketFound, false);
});

test("a baseline that nobody in particular approves is refused, and nothing is adopted", async () => {
  const answer = reading([aTicket()], on("15:50"));
  for (const nobody of ["", " ", "—", "С. Chair"]) {
    await assert.rejects(
      adopt("CHG0000001", answer, nobody),
      (error: LockstepError) => error.code === "usage" && /names nobody/.test(error.message),
      JSON.stringify(nobody),
    );
  }
});
