import assert from "node:assert/strict";
import { test } from "node:test";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import { isSamePerson } from "#services/core/people/is-same-person";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { sealAccountsUnder } from "#services/core/people/seal-account";
import { deriveTicket } from "#services/core/tickets/derive-ticket";
import { rebuildStates } from "#services/core/tickets/rebuild-states";
import { sealFact } from "#services/core/tickets/seal-fact";

const seal = sealAccountsUnder(Buffer.alloc(32, 7), ["svc-*"]);
const LONG = Array.from({ length: 12 }, (_, index) => `Person Number${index}`).join("; ");

/** A mapping with every place at which a person may stand: apart, in a list, in approvals, in the record of edits. */
const MAPPING: TicketMapping = {
  ...defaultMappingOf("servicenow"),
  number: { from: ["/ticket/number"], pattern: "^CHG\\d+$" },
  implementers: [{ from: ["/ticket/assigned"], split: ";" }],
  requester: { from: ["/ticket/asked_by"] },
  reviewedBy: { from: ["/ticket/assigned"] },
  approvals: [
    {
      each: "/approvals/*",
      by: { from: ["/who"] },
      decision: { from: ["/said"], words: { yes: "approved" } },
      at: { from: ["/at"], form: "offset" },
      evidence: "approver-timestamp",
    },
  ],
  history: {
    each: "/history/*",
    at: { from: ["/at"], form: "offset" },
    field: { from: ["/field"] },
    fields: { assigned: "/ticket/assigned", state: "/ticket/state" },
    before: { from: ["/old"] },
    after: { from: ["/new"] },
  },
};

function aFact(assigned: string): TicketFact {
  return {
    ...{ schema: "lockstep/ticket-fact@1", system: "servicenow", instance: "desk", number: "CHG1", unread: [] },
    observedAt: "2026-11-23T10:00:00.000Z",
    parts: {
      ticket: { number: "CHG1", assigned, asked_by: " Ada Quill ", state: "3" },
      approvals: [{ who: "pella@trust.example", said: "yes", at: "2026-11-22T10:00:00.000Z" }],
      history: [
        { at: "2026-11-22T09:00:00.000Z", field: "assigned", old: "Ada Quill", new: assigned },
        { at: "2026-11-22T08:00:00.000Z", field: "state", old: "1", new: "3" },
      ],
    },
  };
}

test("everybody whom a ticket names is sealed, in its record of edits too, and nothing else is touched", () => {
  const sealed = sealFact(aFact("Bo Marsh; svc-deploy"), MAPPING, seal);
  const text = JSON.stringify(sealed);
  for (const name of ["Quill", "Marsh", "pella"]) assert.equal(text.includes(name), false, name);
  assert.ok(text.includes("svc-deploy"), "what several share is nobody's");
  const [ticket] = deriveTicket(sealed, MAPPING).slice(-1);
  assert.equal(ticket?.implementers.length, 2);
  assert.equal(isSamePerson(ticket?.implementers[0] ?? "", seal("bo marsh", "account")), true);
  assert.equal(parsePseudonym(ticket?.requester ?? "")?.part, "staff");
  assert.equal(isSamePerson(ticket?.approvals[0]?.by ?? "", seal("pella@trust.example", "staff")), true);
  assert.deepEqual(sealFact(sealed, MAPPING, seal), sealed, "what is sealed stays as it is");
});

test("the states of a ticket are rebuilt from its sealed record of edits as from the one in clear", () => {
  const clear = aFact("Bo Marsh; Cy Dunn");
  const [sealed, plain] = [sealFact(clear, MAPPING, seal), clear].map((fact) => rebuildStates(fact, MAPPING));
  assert.deepEqual(
    sealed?.map(({ at, rebuilt }) => [at, rebuilt]),
    plain?.map(({ at, rebuilt }) => [at, rebuilt]),
  );
  assert.ok((sealed?.length ?? 0) > 2);
});

test("a long list of people loses nobody, and no pseudonym is cut in two where it is shown", () => {
  const fact = aFact(LONG);
  const mapping = { ...MAPPING, reviewedBy: { from: ["/ticket/asked_by"] } };
  const [ticket] = deriveTicket(sealFact(fact, mapping, seal), mapping).slice(-1);
  assert.equal(ticket?.implementers.length, 12);
  assert.equal(ticket?.problems?.some((problem) => problem.includes("too long")) ?? false, false);
  for (const part of (ticket?.raw?.["implementers"] ?? "").replace(/…$/, "").split("; "))
    if (part !== "") assert.notEqual(parsePseudonym(part), undefined, part);
});
