import { describe, it } from "node:test";
import { renderCabPackHtml } from "#services/reports/review/render-cab-pack-html";
import { renderDashboardMarkdown } from "#services/reports/review/render-dashboard-markdown";
import { renderProposalHtml } from "#services/reports/review/render-proposal-html";
import { renderProposalMarkdown } from "#services/reports/review/render-proposal-markdown";
import { renderProposalTerminal } from "#services/reports/review/render-proposal-terminal";
import { renderReviewTerminal } from "#services/reports/review/render-review-terminal";
import { assertGolden } from "../golden.js";
import { aCabPack, CAB, hostileProposal, restoreProposal, tenRowProposal, unauthorisedProposal } from "./proposals.js";
import { severalReviews } from "./reviews.js";

const SITUATIONS = {
  unauthorised: unauthorisedProposal(),
  "ten-rows": tenRowProposal(),
  restore: restoreProposal(),
  hostile: hostileProposal(),
};
const REPORT = "https://git.hospital.test/hazelwick/estate/blob/drift/tie/key/reviews/tie/key/report.html";

describe("a proposal is told in the same words every time", () => {
  for (const [situation, proposal] of Object.entries(SITUATIONS)) {
    it(`as the body of a pull request: ${situation}`, () =>
      assertGolden(`review-body-${situation}.md`, bodyOf(proposal, 60_000)));
    it(`as a page: ${situation}`, () =>
      assertGolden(`review-page-${situation}.html`, withoutStyle(renderProposalHtml(proposal, CAB))));
  }

  it("on a terminal of 80 columns", () =>
    assertGolden(
      "review-proposal.txt",
      renderProposalTerminal(restoreProposal(), { ...CAB, forge: "local", width: 80 }),
    ));
  it("where a host takes 4,000 characters", () => assertGolden("review-body-short.md", bodyOf(tenRowProposal(), 4000)));
  it("as the agenda of a meeting", () =>
    assertGolden("review-cab-pack.html", withoutStyle(renderCabPackHtml(aCabPack(), CAB))));
});

describe("how the reviews stand is told in the same words every time", () => {
  it("on a terminal of 80 columns", () =>
    assertGolden("review-state.txt", renderReviewTerminal(severalReviews(), { width: 80 })));
  it("as the dashboard", () =>
    assertGolden("review-dashboard.md", renderDashboardMarkdown(severalReviews(), 60_000).body));
});

function bodyOf(proposal: (typeof SITUATIONS)["hostile"], maxCharacters: number): string {
  const machineComment = "<!-- lockstep {} -->";
  return renderProposalMarkdown(proposal, { ...CAB, maxCharacters, reportUrl: REPORT, machineComment });
}

/** The style sheet is looked at in a browser; in a golden it would only hide the page. */
function withoutStyle(html: string): string {
  return html.replace(/<style>[\s\S]*<\/style>/, "<style></style>");
}
