import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChangeProposal } from "#schemas/change-proposal";
import { proposalStatus } from "#services/reports/review/proposal-status";
import { proposalTitle } from "#services/reports/review/proposal-title";
import { renderProposalMarkdown } from "#services/reports/review/render-proposal-markdown";
import { aChange } from "../fixtures.js";
import {
  aProductionChange,
  aProposal,
  CAB,
  hostileProposal,
  patternProposal,
  restoreProposal,
  tenRowProposal,
  unauthorisedProposal,
} from "./proposals.js";

const MACHINE = '<!-- lockstep {"digest":"sha256:00"} -->';
const REPORT = "https://git.hospital.test/hazelwick/estate/blob/drift/tie/key/reviews/tie/key/report.html";

describe("a reviewer who is no developer reads a proposal in half a minute", () => {
  it("the first sentence says for whom, what, where, when, by whom, on whose authority, and what is at stake", () => {
    const [headline = ""] = bodyOf(unauthorisedProposal()).split("\n");
    assert.equal(
      headline,
      "**Patient movements (ADT), tier 1: Destination 2 'To PAS' › Remote port of interface 'PAS ADT In' (channel) was changed on production of " +
        "Trust integration engine from 6661 to 7777, between 21 Nov 2026 02:00 UTC and 22 Nov 2026 02:00 UTC, by anna. No change ticket was named. " +
        "If it is wrong: After a failover, admissions and transfers would not reach the wards.**",
    );
  });

  it("what is asked comes in order: changes, ticket, failover, decision, details, report, and the machine's comment last", () => {
    const body = bodyOf(tenRowProposal());
    const order = [
      "### What was changed",
      "### Change ticket",
      "### Effect on failover",
      "### Decision asked",
      "<details>",
      REPORT,
      MACHINE,
    ];
    const places = order.map((part) => body.indexOf(part));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok(!places.includes(-1));
    assert.ok(body.trimEnd().endsWith(MACHINE));
  });

  it("the table has ten rows at most, and says of how many", () => {
    const body = bodyOf(patternProposal(312));
    assert.equal(body.split("\n").filter((line) => line.startsWith("| critical")).length, 10);
    assert.match(body, /Showing 10 of 312, the most severe\./);
    assert.match(
      body,
      /Left out here, for length: the details of \d+ of 312 changes\.\*\* The full report holds them all\./,
    );
  });

  it("a long change hides no other: each artefact has a row before any has a second", () => {
    const changes = Array.from({ length: 30 }, (_, index) =>
      aChange({ path: `/p${index}`, label: `Setting ${index}`, production: "x" }),
    );
    const body = bodyOf(aProposal([aProductionChange("Long", { changes }), aProductionChange("Short")]));
    const rows = body.split("\n").filter((line) => line.startsWith("| critical"));
    assert.equal(rows.length, 10);
    assert.match(rows[8] ?? "", /Setting 8, and 21 more/);
    assert.match(rows[9] ?? "", /Short/);
  });

  it("both answers tell what happens next, and neither says that Lockstep writes to an engine", () => {
    const adopt = bodyOf(unauthorisedProposal());
    assert.match(
      adopt,
      /\*\*Adopt: accept into the baseline\*\* \(approve, then merge\): The approved baseline follows production\. The standby does not hold it yet: align it afterwards \('lockstep align tie'\)/,
    );
    assert.match(
      adopt,
      /\*\*Restore: put production back\*\* \(close without merging\): The baseline stays\. Integration team puts production back by hand/,
    );
    const restore = bodyOf(restoreProposal());
    assert.match(restore, /\*\*Restore: put production back\*\* \(approve, then merge\)/);
    assert.match(restore, /\*\*Do not restore: leave production as it is\*\* \(close without merging\)/);
  });

  it("a secret is told as one, and no digest stands in the short table", () => {
    const secret = (last: string): string => `masked:key-1:${last.repeat(32)}`;
    const change = aChange({ label: "Password", baseline: secret("a"), production: secret("b"), standby: secret("a") });
    const table =
      bodyOf(aProposal([aProductionChange("PAS ADT In", { changes: [change] })])).split("### Change ticket")[0] ?? "";
    assert.match(table, /\| a secret \| a secret, changed \| as approved \|/);
    assert.doesNotMatch(table, /masked:|sha256/);
  });

  it("nobody who may approve is told as such, and not as no approval needed", () => {
    const body = renderProposalMarkdown(unauthorisedProposal(), { ...CAB, approvers: [], maxCharacters: 60_000 });
    assert.match(body, /Asked of: nobody yet, since policy\/review\.yaml names nobody who may approve/);
  });

  it("in 4,000 characters the decision, the effect, the ticket's tests and the rows are still there", () => {
    const body = bodyOf(tenRowProposal(), 4000);
    assert.ok(body.length <= 4000, `${body.length}`);
    for (const part of [
      "### What was changed",
      "❌",
      "Blocks failover: **yes**",
      "**Restore: put production back**",
      REPORT,
      MACHINE,
    ])
      assert.ok(body.includes(part), part);
    assert.match(body, /Left out here, for length: /);
  });
});

describe("the title of a proposal", () => {
  it("names engine, artefact and ticket in 120 characters, and cuts no value in two", () => {
    assert.equal(
      proposalTitle(unauthorisedProposal()),
      "tie: interface 'PAS ADT In' (channel): Destination 2 'To PAS' › Remote port was changed (no ticket)",
    );
    assert.equal(
      proposalTitle(tenRowProposal()),
      "tie: 10 interfaces were changed (8 changed, 1 added, 1 removed) (CHG0041234)",
    );
    assert.match(proposalTitle(restoreProposal()), /^tie, put back: /);
  });

  it("mentions nobody, refers to nothing and draws nothing", () => {
    const title = proposalTitle(hostileProposal("@team fixes #12 `x` <b> :white_check_mark: https://evil.example"));
    assert.ok(title.length <= 120);
    assert.doesNotMatch(title, /@\w|#\w|`|<|>|:[a-z_]+:|https:\//);
  });

  it("a commit status fits what a host allows", () => {
    assert.equal(
      proposalStatus(tenRowProposal(), 140),
      "10 changes to be adopted or put back; severity critical; blocks failover: yes",
    );
    assert.ok(proposalStatus(tenRowProposal(), 20).length <= 20);
  });
});

function bodyOf(proposal: ChangeProposal, maxCharacters = 60_000): string {
  return renderProposalMarkdown(proposal, { ...CAB, maxCharacters, reportUrl: REPORT, machineComment: MACHINE });
}
