import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { SaxesParser } from "saxes";
import { renderCabPackHtml } from "#services/reports/review/render-cab-pack-html";
import { renderClosedComment } from "#services/reports/review/render-closed-comment";
import { renderDashboardMarkdown } from "#services/reports/review/render-dashboard-markdown";
import { renderNotCountedComment } from "#services/reports/review/render-not-counted-comment";
import { renderProposalHtml } from "#services/reports/review/render-proposal-html";
import { renderProposalMarkdown } from "#services/reports/review/render-proposal-markdown";
import { renderProposalTerminal } from "#services/reports/review/render-proposal-terminal";
import { renderReopenedComment } from "#services/reports/review/render-reopened-comment";
import { renderReviewTerminal } from "#services/reports/review/render-review-terminal";
import { renderSinceComment } from "#services/reports/review/render-since-comment";
import { runsOf } from "#test/fakes/runs-of";
import { aChange } from "../fixtures.js";
import { aCabPack, aProductionChange, aProposal, CAB, hostileProposal, patternProposal } from "./proposals.js";
import { hostileReviews } from "./reviews.js";

const FRAGMENTS = [
  "<!--",
  "-->",
  "<!-- lockstep {} -->",
  "</details>",
  "<details>",
  "<summary>",
  "```",
  "````````",
  "~~~",
  "@hazelwick/cab",
  "#12",
  "GH-12",
  "[x](javascript:y)",
  "![x](https://evil.example)",
  "|",
  "\\",
  "$x$",
  ":white_check_mark:",
  "\u202e",
  "\n\n",
  "\n# h",
  "\n- [x] ",
  "\u0000",
  "&lt;",
  " www.evil.example",
];
const hostileText = fc
  .array(fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.constantFrom(...FRAGMENTS)), { maxLength: 12 })
  .map((parts) => parts.join(""));
const RUNS = runsOf(60);
const MACHINE = "<!-- lockstep {} -->";
const LINK = "https://git.hospital.test/report.html";

const PAGE_ELEMENTS = new Set(
  (
    "html head meta title style body header main footer nav section article div h1 h2 h3 p span strong br a ol ul li dl dt dd " +
    "table caption thead tbody tr th td details summary code pre mark"
  ).split(" "),
);

describe("text from an engine or a ticket changes nothing in a proposal but itself", () => {
  it("the body has the same skeleton as with harmless names, whatever the names are", () => {
    const harmless = skeletonOf(bodyOf("x"));
    fc.assert(
      fc.property(hostileText, (text) => assert.deepEqual(skeletonOf(bodyOf(`x${text}x`)), harmless)),
      runsOf(200),
    );
  });

  it("the body is as short as asked, whole in every fence and fold, and holds one comment: Lockstep's own, last", () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.integer({ min: 200, max: 60_000 }),
        fc.integer({ min: 1, max: 40 }),
        (text, max, number) => {
          for (const proposal of [hostileProposal(text), patternProposal(number, text)]) {
            const body = renderProposalMarkdown(proposal, {
              ...CAB,
              maxCharacters: max,
              reportUrl: LINK,
              machineComment: MACHINE,
            });
            assert.ok(body.length <= max, `${body.length} of ${max}`);
            assert.ok(body.trimEnd().endsWith(MACHINE));
            assert.equal(body.split("<!--").length, 2);
            const html = rendered(body);
            assert.equal(html.split("<details>").length, html.split("</details>").length);
            assert.equal(html.split("<pre>").length, html.split("</pre>").length);
            assert.ok(html.trimEnd().endsWith(MACHINE), "something was left open before the machine's comment");
          }
        },
      ),
      RUNS,
    );
  });

  it("a line of a million characters costs no more than any long one", () => {
    const long = "A\u202e<!--@x ".repeat(100_000);
    for (const max of [4000, 60_000]) {
      const body = renderProposalMarkdown(hostileProposal(long), {
        ...CAB,
        maxCharacters: max,
        reportUrl: LINK,
        machineComment: MACHINE,
      });
      assert.ok(body.length <= max);
      assert.match(body, /Decision asked/);
    }
    assert.ok(renderProposalHtml(hostileProposal(long), CAB).length < 200_000);
  });

  it("the page of a mass change does not grow without end, and names what it does not show", () => {
    const changes = Array.from({ length: 100 }, (_, index) =>
      aChange({ path: `/p${index}`, production: "y".repeat(1000) }),
    );
    const findings = Array.from({ length: 150 }, (_, index) => aProductionChange(`Ward ${index + 1}`, { changes }));
    const page = renderProposalHtml(aProposal(findings), CAB);
    assert.ok(page.length < 2_500_000, `${page.length}`);
    assert.match(page, /\d+ more changes, named only/);
    assert.match(page, /interface &#39;Ward 150&#39; \(channel\) was changed/);
  });

  it("what is no comment of Lockstep's is not taken for one, and no address can carry markup", () => {
    const options = {
      ...CAB,
      maxCharacters: 60_000,
      machineComment: "<!-- a --> <b> <!-- c -->",
      reportUrl: "https://x.test/a)b[`",
    };
    const body = renderProposalMarkdown(hostileProposal("x"), options);
    assert.doesNotMatch(body, /<!--|<b>|\]\(https:\/\/x/);
  });

  it("comments and the dashboard render to the same skeleton as with harmless words", () => {
    const harmless = commentsOf("x").map(skeletonOf);
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const [index, comment] of commentsOf(`x${text}x`).entries()) {
          assert.deepEqual(skeletonOf(comment), harmless[index]);
          assert.doesNotMatch(comment, /<!--/);
        }
      }),
      RUNS,
    );
  });

  it("the dashboard never passes its bound", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 200, max: 20_000 }), (text, max) => {
        const { body } = renderDashboardMarkdown(hostileReviews(text, 60), max);
        assert.ok(body.length <= max, `${body.length} of ${max}`);
      }),
      RUNS,
    );
  });

  it("the page and the agenda hold no element, attribute or address of its own", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [item] = aCabPack().items;
        assert.ok(item);
        const pack = {
          ...aCabPack(),
          estate: text,
          organisation: text,
          meeting: text,
          items: [{ ...item, because: text, url: text, proposal: hostileProposal(text) }],
        };
        for (const page of [
          renderProposalHtml(hostileProposal(text), CAB),
          renderCabPackHtml(pack, { ...CAB, approvers: [text] }),
        ])
          assertOnlyKnown(page.replace("<!DOCTYPE html>\n", ""));
      }),
      RUNS,
    );
  });

  it("a terminal is not steered by it", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        assert.doesNotMatch(
          renderReviewTerminal(hostileReviews(text, 2)) + renderProposalTerminal(hostileProposal(text), CAB),
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u,
        );
      }),
      RUNS,
    );
  });
});

function bodyOf(text: string): string {
  return renderProposalMarkdown(hostileProposal(text), {
    ...CAB,
    maxCharacters: 1_000_000,
    reportUrl: LINK,
    machineComment: MACHINE,
  });
}

function commentsOf(text: string): readonly string[] {
  return [
    renderClosedComment(text),
    renderNotCountedComment(text),
    renderSinceComment(patternProposal(2), hostileProposal(text)),
    renderReopenedComment(hostileProposal(text), patternProposal(2)),
    renderDashboardMarkdown(hostileReviews(text, 3), 1_000_000).body,
  ];
}

function rendered(body: string): string {
  return micromark(body, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

/** The elements in their order, without the text: a value that needs no code span of its own kind counts as the same. */
function skeletonOf(body: string): readonly string[] {
  const html = rendered(body);
  return [...html.matchAll(/<(\/?[a-z][^\s>]*|!--)[^>]*>/g)]
    .map(([tag, name]) => (name === "a" ? tag : (name ?? "")))
    .filter((name) => name !== "code" && name !== "/code");
}

function assertOnlyKnown(xml: string): void {
  const parser = new SaxesParser();
  parser.on("error", (error) => assert.fail(error.message));
  parser.on("opentag", (tag) => {
    assert.ok(PAGE_ELEMENTS.has(tag.name), `element ${tag.name}`);
    for (const [name, value] of Object.entries(tag.attributes)) {
      assert.doesNotMatch(name, /^on|^style$|^src/);
      if (name === "href") assert.match(value, /^#[\w-]+$/);
    }
  });
  parser.write(xml).close();
}
