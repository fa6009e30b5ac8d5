import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Authorisation } from "#schemas/authorisation";
import { renderFindingTerminal } from "#services/reports/render/render-finding-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { describeChanger, describeTest, outcomeOf } from "#services/reports/words/describe-authorisation";
import { describeCircumstances } from "#services/reports/words/describe-circumstances";
import { describeDuties } from "#services/reports/words/describe-duties";
import { describeHistory } from "#services/reports/words/describe-history";
import { AT, aFinding, anAuthorisation, anEngine, aReport } from "./fixtures.js";

const NIGHT = "2026-11-22T01:05:11Z";

describe("what is told of a change beside its verdict", () => {
  test("several writers are counted and named", () => {
    assert.match(describeChanger(anAuthorisation({ actors: ["anna", "kim"] })) ?? "", / by 2 writers: anna, kim$/);
    assert.match(describeChanger(anAuthorisation({ actors: ["anna"] })) ?? "", / by anna$/);
  });

  test("seconds decide between approval and change, and are shown; digests are shortened", () => {
    const facts = `approved since ${NIGHT}; sha256:${"ab".repeat(32)} stands in the ticket`;
    const shown = describeTest({ ticket: "CHG1", test: "approved when changed", passed: true, facts }, 300);
    assert.equal(
      shown,
      "CHG1, approved when changed: approved since 22 Nov 2026 01:05:11 UTC; sha256:abababababab… stands in the ticket",
    );
  });

  test("saves, deployments and starts are told apart, each with its time and writer", () => {
    const act = (phase: "save" | "deploy" | "start", actor: string) => ({ phase, at: AT, actor, act: phase });
    const [told] = describeCircumstances(
      anAuthorisation({ acts: [act("save", "anna"), act("save", ""), act("deploy", "kim"), act("start", "kim")] }),
    );
    assert.equal(
      told,
      "The engine recorded 2 saves (23 Nov 2026 02:05 UTC by anna, 23 Nov 2026 02:05 UTC), " +
        "1 deployment (23 Nov 2026 02:05 UTC by kim), 1 start (23 Nov 2026 02:05 UTC by kim)",
    );
  });

  test("an act that may have been on another artefact is told apart", () => {
    const vague = { phase: "save" as const, at: AT, actor: "anna", act: "Configuration Change", vague: true as const };
    assert.deepEqual(describeCircumstances(anAuthorisation({ acts: [vague] })), [
      "The engine does not say on which artefact it recorded 1 save (23 Nov 2026 02:05 UTC by anna)",
    ]);
  });

  test("what is missing of the approved content is counted whole, though few are named", () => {
    const missing = Array.from({ length: 20 }, (_, index) => `sha256:${String(index).padStart(64, "0")}`);
    const [told] = describeCircumstances(
      anAuthorisation({ content: { match: "subset", beyond: [], missing, missingCount: 59 } }),
    );
    assert.match(told ?? "", /not found: 59 approved changes \(.* and 53 more\)$/);
  });

  test("a duty that is due or missed is told with its date, one that is done is not", () => {
    const due = "2026-11-25T00:00:00Z";
    const duties: Authorisation["duties"] = [
      { duty: "raise", state: "done", due },
      { duty: "approve", state: "missed", due },
      { duty: "review-single-handed", state: "due", due },
    ];
    assert.deepEqual(describeDuties(anAuthorisation({ duties })), [
      "Missed, was due before 25 Nov 2026 00:00 UTC: approval of the emergency change",
      "Still due before 25 Nov 2026 00:00 UTC: review of the single-handed decision by a named reviewer",
    ]);
  });

  test("a verdict that never was another one has no history to tell", () => {
    const first = { verdict: "unreferenced" as const, ticket: null, at: AT };
    assert.equal(describeHistory(anAuthorisation({ history: { first, moves: [] } })), undefined);
    const moved = { verdict: "authorised" as const, ticket: "CHG1", at: AT, because: ["ticket-updated" as const] };
    assert.equal(
      describeHistory(anAuthorisation({ history: { first, moves: [moved] } })),
      "First verdict: unreferenced on 23 Nov 2026 02:05 UTC; then authorised (CHG1) on 23 Nov 2026 02:05 UTC, because the ticket was updated",
    );
  });

  test("a test that is ticked with a note is neither passed nor failed by its sign alone", () => {
    const line = { ticket: "CHG1", test: "scope", passed: true, facts: "", note: "scope-too-broad" as const };
    assert.equal(outcomeOf(line, {}), "noted");
    const finding = aFinding("PAS ADT In", { authorisation: anAuthorisation({ trace: [line] }) });
    assert.match(
      renderFindingTerminal(anEngine({ findings: [finding] }), finding, { at: AT }),
      /Ticket CHG1: 1 test passed\n +! scope/,
    );
    assert.match(String(renderHtml(aReport({ findings: [finding] }))), /✓ passed, note/);
  });

  test("nothing that an engine or a ticket says becomes markup", () => {
    const evil = "<script>alert(1)</script>";
    const authorisation = anAuthorisation({
      acts: [{ phase: "save", at: evil, actor: evil, act: evil }],
      unattributable: [evil],
      revisions: { before: evil, after: evil },
      tookEffect: [evil, evil],
      content: { match: "beyond", beyond: [evil], missing: [], missingCount: 0 },
      history: {
        first: { verdict: "unreferenced", ticket: evil, at: evil },
        moves: [{ verdict: "authorised", ticket: evil, at: evil, because: ["more-seen"] }],
      },
      trace: [{ ticket: evil, test: evil, passed: false, facts: evil }],
      duties: [{ duty: "review", state: "due", due: evil }],
    });
    const page = String(renderHtml(aReport({ findings: [aFinding("PAS ADT In", { authorisation })] })));
    assert.equal(page.includes("<script"), false);
  });
});
