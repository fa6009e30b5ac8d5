import assert from "node:assert/strict";
import { test } from "node:test";
import { renderExplainTerminal } from "#services/reports/render/render-explain-terminal";
import { renderFindingTerminal } from "#services/reports/render/render-finding-terminal";
import { describeTicketTests, describeTolerated, outcomeOf } from "#services/reports/words/describe-authorisation";
import { describeHistory } from "#services/reports/words/describe-history";
import { describeNext } from "#services/reports/words/describe-next";
import { planInquiries } from "#services/reports/words/plan-actions";
import { AT, aFinding, anAuthorisation, anEngine } from "./fixtures.js";

const DUE = "2026-11-25T00:00:00Z";
const REVIEW = {
  ticket: "CHG1",
  test: "reviewed in time",
  passed: false,
  facts: `no review recorded, due before ${DUE}`,
};
const PENDING = anAuthorisation({
  verdict: "pending-retrospective",
  ticket: "CHG1",
  duties: [{ duty: "review", state: "due", due: DUE }],
  trace: [REVIEW],
});

test("who changed what a waiver tolerates, and that no ticket was named, is still told", () => {
  const explainedBy = { by: "waiver" as const, id: "W-7", reason: "a trial", expires: "2026-12-31" };
  const finding = aFinding("PAS ADT In", { explainedBy, blocksReadiness: false });
  assert.match(describeTolerated(finding) ?? "", /^No change ticket was named; tolerated by waiver W-7\. .* by anna$/);
  const shown = renderFindingTerminal(anEngine({ findings: [finding] }), finding, { at: AT }).replaceAll(/\s+/g, " ");
  assert.match(shown, /Authority: No change ticket was named; tolerated by waiver W-7/);
  assert.equal(describeTolerated(aFinding("PAS ADT In")), undefined);
});

test("what comes next follows from whether the change was authorised", () => {
  const next = (authorisation: typeof PENDING) =>
    describeNext(aFinding("PAS ADT In", { case: "production-changed", authorisation }), true);
  assert.equal(
    next(anAuthorisation({ verdict: "authorised" })),
    "Adopt the change into the baseline and align the standby, or restore production.",
  );
  assert.match(next(PENDING), /^Still due before 25 Nov 2026 00:00 UTC: review .*\. Adopt/);
  assert.match(
    next(anAuthorisation()),
    /^Ask anna, whom the engine names, why it was changed, and name the ticket or raise one after the fact\. Adopt the change/,
  );
});

test("what to do names the unauthorised changes before anything is adopted, also where they do not block for it", () => {
  const finding = aFinding("PAS ADT In", { case: "both-changed", blocksReadiness: false });
  const engine = anEngine({ findings: [finding] });
  const [inquiry] = planInquiries(engine);
  assert.match(
    inquiry?.what ?? "",
    /^ask anna, whom the engine names, why interface 'PAS ADT In' \(channel\) was changed, and name the ticket/,
  );
  assert.match(renderExplainTerminal(engine, { at: AT }), /ask anna/);
});

test("a duty that is not yet over is due and not failed, and its sign is explained in one line", () => {
  assert.equal(outcomeOf(REVIEW, PENDING), "due");
  assert.equal(outcomeOf(REVIEW, anAuthorisation()), "failed");
  assert.equal(describeTicketTests([REVIEW], PENDING), "Ticket CHG1: 1 of 1 test still due");
  const noted = { ticket: "CHG1", test: "scope", passed: true, facts: "", note: "scope-too-broad" as const };
  const finding = aFinding("PAS ADT In", { authorisation: { ...PENDING, trace: [REVIEW, noted] } });
  const text = renderFindingTerminal(anEngine({ findings: [finding] }), finding, { at: AT });
  assert.match(text, /! passed, with something to know of it; … still due/);
  assert.doesNotMatch(text, /✗/);
});

test("the ticket system that did not answer is named", () => {
  const first = { verdict: "authorised" as const, ticket: "CHG1", at: AT };
  const because = ["source-lost" as const];
  const move = { verdict: "source-unavailable" as const, ticket: null, at: AT, because, source: "desk was not read" };
  assert.match(
    describeHistory(anAuthorisation({ history: { first, moves: [move] } })) ?? "",
    /because the ticket system did not answer \(desk was not read\)$/,
  );
});
