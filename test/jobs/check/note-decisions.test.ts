import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { ReviewDecision } from "#schemas/review-decision";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import { LockstepError } from "#services/core/errors";
import { type NotesContext, noteDecisions } from "#services/jobs/review/note-decisions";
import type { NoteOutcome } from "#services/ports/ticket-notes";
import { inventTickets } from "#test/fakes/invented-tickets";

const AT = "2026-11-23T02:00:00.000Z";
const DECISION: ReviewDecision = {
  engineId: "tie",
  key: "adt",
  kind: "adopt",
  outcome: "declined",
  digest: `sha256:${"5e".repeat(32)}`,
  changes: [],
  ticket: "CHG0034512",
  forge: "local",
  number: 3,
  url: null,
  commit: null,
  approvers: [],
  decidedBy: "pat-lowe",
  reason: null,
};

/** A ticket system that answers in turn, and a ledger in memory. */
function staged(answers: readonly (NoteOutcome | Error)[]) {
  const record = { schema: "lockstep/ledger-record@1", seq: 0, previous: null, hash: "", at: AT } as const;
  const records: LedgerRecord[] = [{ ...record, type: "review-decided", actor: "pat-lowe", body: { ...DECISION } }];
  const marks: string[] = [];
  const left = [...answers];
  const declared = { id: "desk", system: "invented", url: "https://tickets.hospital.test", writeNotes: true };
  const context: NotesContext = {
    ledger: {
      append: async (entry) => {
        const added = { ...record, ...entry };
        records.push(added);
        return added;
      },
      async *records({ type } = {}) {
        for (const one of records) if (one.type === type) yield one;
      },
      appendOnce: () => Promise.reject(new Error("is not asked")),
      occasions: async () => [],
      acceptRestore: () => Promise.reject(new Error("is not asked")),
      findHeadFault: async () => undefined,
      hasMark: async () => true,
      verify: async () => ({ sound: true, records: 0, head: null, rollback: "none" }),
    },
    proposals: { find: async () => undefined },
    systems: [declared],
    mappings: new Map([["desk", defaultMappingOf("servicenow")]]),
    systemOf: () => ({
      ...inventTickets().system,
      async ensureNote(_request, { mark }) {
        marks.push(mark);
        const answer = left.shift() ?? assert.fail("is asked too often");
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }),
    passwordOf: () => "secret",
    text: (_told, mark) => mark,
    now: () => new Date(AT),
  };
  return { context, marks, noted: () => records.filter(({ type }) => type === "ticket-noted").length };
}

test("what stands on the ticket already is put on record and not written again", async () => {
  const { context, noted, marks } = staged(["there"]);
  assert.equal((await noteDecisions(context, []))[0]?.state, "written");
  assert.deepEqual(await noteDecisions(context, []), []);
  assert.deepEqual([noted(), marks.length], [1, 1]);
});

test("whatever a ticket system does is told, ends nothing, and is tried again with the same mark", async () => {
  const refused = new LockstepError("rights-narrowed", "desk forbids the account to write.");
  const { context, noted, marks } = staged([refused, new TypeError("x"), "no-ticket", "written"]);
  const messages: (string | null | undefined)[] = [];
  for (let pass = 0; pass < 4; pass += 1) messages.push((await noteDecisions(context, []))[0]?.message);
  assert.equal(messages[0], "desk forbids the account to write.");
  assert.match(messages[1] ?? "", /fault of Lockstep/);
  assert.equal(messages[2], "'desk' holds no ticket CHG0034512.");
  assert.equal(messages[3], null);
  assert.deepEqual([noted(), new Set(marks).size], [1, 1]);
});
