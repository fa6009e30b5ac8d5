import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderHtml } from "#services/reports/render/render-html";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { htmlReviews } from "#services/reports/review/html-reviews";
import { markdownReviews } from "#services/reports/review/markdown-reviews";
import { renderClosedComment } from "#services/reports/review/render-closed-comment";
import { renderDashboardMarkdown } from "#services/reports/review/render-dashboard-markdown";
import { renderNotCountedComment } from "#services/reports/review/render-not-counted-comment";
import { renderProposalHtml } from "#services/reports/review/render-proposal-html";
import { renderReopenedComment } from "#services/reports/review/render-reopened-comment";
import { renderReviewTerminal } from "#services/reports/review/render-review-terminal";
import { renderSinceComment } from "#services/reports/review/render-since-comment";
import { anAuthorisation, aReport } from "../fixtures.js";
import { aProductionChange, aProposal, CAB, patternProposal, tenRowProposal } from "./proposals.js";
import { severalReviews } from "./reviews.js";

const [first, second, third] = ["PAS ADT In", "Ward Lists", "Bed State"].map((name) => aProductionChange(name));

describe("a reviewer who looked before is told what is other now", () => {
  it("names what came, what went and what was changed again, and that approvals are void", () => {
    assert.ok(first && second && third);
    const before = aProposal([first, second]);
    const again = aProposal([first, third]);
    const after = {
      ...again,
      changes: again.changes.map((change, index) => (index === 0 ? { ...change, digest: "sha256:other" } : change)),
    };
    const comment = renderSinceComment(before, after);
    assert.match(comment, /Approvals given before do not count/);
    assert.match(comment, /- Now in it as well: interface 'Bed State' \(channel\) \(changed\)/);
    assert.match(comment, /- No longer in it: interface 'Ward Lists' \(channel\) \(changed\)/);
    assert.match(comment, /- Changed again since: interface 'PAS ADT In' \(channel\) \(changed\)/);
  });

  it("names ten at most, and counts the others", () => {
    assert.ok(first);
    assert.match(
      renderSinceComment(aProposal([first]), patternProposal(30)),
      /'Ward 10' \(channel\) \(changed\); and 20 more$/m,
    );
  });

  it("says that a failover is blocked now, where it was not", () => {
    assert.ok(first);
    const before = aProposal([{ ...first, blocksReadiness: false }]);
    assert.match(renderSinceComment(before, aProposal([first])), /Blocks failover: \*\*yes\*\* now/);
  });

  it("is told whether what came back is the same as before", () => {
    assert.ok(first && second);
    const one = aProposal([first]);
    assert.match(
      renderReopenedComment(one, one),
      /the same as before, so an approval that was given for them still counts/,
    );
    assert.match(
      renderReopenedComment(one, aProposal([second])),
      /They are not all the same as before:\n\n- Now in it as well/,
    );
  });
});

describe("every act of Lockstep on a proposal says why", () => {
  it("a closing, and a decision that did not count", () => {
    const because = "Production no longer differs from the approved baseline in this.";
    assert.match(
      renderClosedComment(because),
      /^\*\*Closed by Lockstep: .*\*\* Production no longer differs[\s\S]*within 7 days/,
    );
    assert.match(
      renderNotCountedComment("No approver had approved this commit."),
      /the approved baseline stays as it was\.\*\* No approver/,
    );
  });
});

describe("how the reviews stand", () => {
  it("the dashboard says why something has no proposal, and what is wrong with governance, before what is settled", () => {
    const { title, body } = renderDashboardMarkdown(severalReviews(), 60_000);
    assert.equal(title, "Lockstep: what waits for a decision in hazelwick");
    const order = [
      "**2 proposals wait for a decision",
      "repository-unprotected",
      "### Waiting for a decision: 2",
      "### To be put back",
      "### Held back for now: 1",
      "### Without a proposal, and why",
      "### Settled lately: 1",
    ];
    const places = order.map((part) => body.indexOf(part));
    assert.ok(!places.includes(-1), places.join());
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.match(body, /- tie, 3 findings: The standby alone differs: align it, nothing is to be decided\./);
  });

  it("a forge that could not be asked is said first, and not told as nothing to decide", () => {
    const { forge } = severalReviews();
    const report = {
      ...severalReviews(),
      proposals: [],
      forge: { ...forge, state: "unavailable" as const, message: "it answered 503" },
    };
    assert.match(renderDashboardMarkdown(report, 4000).body, /github could not be asked: it answered 503/);
    assert.match(renderReviewTerminal(report), /Forge: github could not be asked: it answered 503/);
    assert.match(htmlReviews(report).toString(), /could not be asked/);
    assert.match(markdownReviews(report).join(), /could not be asked/);
  });

  it("a check with reviews tells of them at its end, and one without says nothing", () => {
    const report = { ...aReport(), review: severalReviews() };
    for (const render of [renderTerminal, renderHtml, renderMarkdown]) {
      assert.match(
        render(report).replaceAll(/\s+/g, " "),
        /2 proposals wait for a decision, 2 of them without authority/,
      );
      assert.doesNotMatch(render(aReport()), /[Rr]eviews|REVIEWS/);
    }
  });

  it("other reports tell it in the same sentence", () => {
    const sentence =
      "2 proposals wait for a decision, 2 of them without authority; 1 change set is to be put back; 1 proposal is held back; 1 finding about governance.";
    assert.ok(renderReviewTerminal(severalReviews(), { width: 400 }).includes(sentence));
    assert.ok(markdownReviews(severalReviews()).join().includes(sentence));
    assert.ok(htmlReviews(severalReviews()).toString().includes(sentence));
  });
});

describe("the page of a proposal", () => {
  it("shows each change in words, then as text with the words that differ marked, then raw", () => {
    const page = renderProposalHtml(tenRowProposal(), CAB);
    const [, article = ""] = page.split('id="change-2"');
    const places = ["In words:", "As text:", "<mark>1</mark>", "<mark>0</mark>", "Raw:"].map((part) =>
      article.indexOf(part),
    );
    assert.ok(!places.includes(-1), places.join());
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  it("says on how many changes the worst verdict is, where the ticket covers the others", () => {
    const page = renderProposalHtml(tenRowProposal(), CAB);
    assert.match(page, /<p class="word">NOT ALL AUTHORISED<\/p>/);
    assert.match(page, /1 of 10 changes: The work went beyond what its ticket covers/);
  });

  it("never says authorised above an unauthorised change, and is the same for the same proposal", () => {
    const authorised = aProductionChange("PAS ADT In", {
      authorisation: anAuthorisation({ verdict: "authorised", ticket: "CHG0041234" }),
    });
    const of = (unauthorised: boolean): string => renderProposalHtml(aProposal([authorised], { unauthorised }), CAB);
    assert.match(of(false), /<p class="word">AUTHORISED<\/p>/);
    assert.match(of(true), /<p class="word">NOT AUTHORISED<\/p>/);
    assert.equal(of(true), of(true));
  });
});
