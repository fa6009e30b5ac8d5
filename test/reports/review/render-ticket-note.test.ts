import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReviewDecision } from "#schemas/review-decision";
import { findDigests } from "#services/core/tickets/find-digests";
import { renderTicketNote } from "#services/reports/review/render-ticket-note";
import { hostileProposal, tenRowProposal } from "./proposals.js";

const DIGEST = `sha256:${"5e".repeat(32)}`;
const MARK = "lockstep-note-00112233445566ff";
const DECISION: ReviewDecision = {
  engineId: "tie",
  key: "adt",
  kind: "adopt",
  outcome: "adopted",
  digest: DIGEST,
  changes: [DIGEST],
  ticket: "CHG0034512",
  forge: "github",
  number: 3,
  url: "https://github.hospital.test/hospital/estate/pull/3",
  commit: null,
  approvers: [{ account: "pat-lowe", name: "Pat Lowe", at: "2026-11-23T01:00:00Z" }],
  decidedBy: "robin-ward",
  reason: null,
};

function note(about: Partial<ReviewDecision> = {}): string {
  const decision = { ...DECISION, ...about };
  return renderTicketNote({ decision, decidedAt: "2026-11-23T02:00:00Z", proposal: undefined }, MARK);
}

test("says what was decided, by whom, when and on which proposal", () => {
  assert.equal(
    note(),
    [
      "Lockstep: the approved baseline of tie now follows production in what is listed below.",
      "Decided by Pat Lowe on 23 Nov 2026 02:00 UTC, proposal 3 (https://github.hospital.test/hospital/estate/pull/3).",
      `Change set, SHA-256: ${Array.from({ length: 8 }, () => "5e5e5e5e").join(" ")}`,
      "It is about 1 changed artefact.",
      MARK,
    ].join("\n"),
  );
});

test("tells each decision in its own words", () => {
  assert.match(
    note({ outcome: "restore-agreed", kind: "restore" }),
    /it was agreed that production of tie is put back/,
  );
  assert.match(note({ outcome: "declined" }), /the change on tie was declined: production is to be put back/);
  assert.match(note({ outcome: "declined", kind: "restore" }), /it was declined that production of tie is put back/);
});

test("holds no digest that a ticket could be bound to, not even one that somebody wrote", () => {
  const text = note({ reason: `as agreed: ${DIGEST}, ${DIGEST.toUpperCase()}` });
  assert.deepEqual(findDigests(text), []);
});

test("is bounded, ends with its mark, and shows what cannot be seen", () => {
  const hostile = `\u202e\u0007<!-- ${"a\n".repeat(9000)}`;
  const approvers = Array.from({ length: 90 }, (_, at) => ({ account: `a${at}`, name: `${hostile}${at}`, at: "" }));
  const text = note({ reason: hostile, engineId: hostile, url: hostile, approvers });
  assert.ok(text.length <= 4000, String(text.length));
  assert.ok(text.endsWith(`\n${MARK}`));
  assert.doesNotMatch(text, /[\u202e\u0007]/);
  assert.ok(text.split("\n").length <= 16);
});

test("lists at most ten lines of what was changed, and says how many more there are", () => {
  const proposal = tenRowProposal();
  const text = renderTicketNote({ decision: DECISION, decidedAt: "2026-11-23T02:00:00Z", proposal }, MARK);
  const rows = text.split("\n").filter((line) => line.startsWith("- "));
  assert.equal(rows.length, 10);
  assert.ok(text.length <= 4000);
});

test("a hostile name or value stays on its line, binds nothing and cannot push the mark out", () => {
  for (const content of [undefined, `${DIGEST}\n`.repeat(500), "\u202e".repeat(9000)]) {
    const proposal = hostileProposal(content);
    const text = renderTicketNote({ decision: DECISION, decidedAt: "2026-11-23T02:00:00Z", proposal }, MARK);
    assert.deepEqual(findDigests(text), []);
    assert.doesNotMatch(text, /\u202e/);
    assert.ok(text.length <= 4000 && text.endsWith(`\n${MARK}`));
    assert.ok(text.split("\n").length <= 17);
  }
});
