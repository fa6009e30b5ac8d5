import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunbookReport } from "#schemas/runbook-report";
import { renderRunbookHtml } from "#services/reports/runbook/render-runbook-html";
import { renderRunbookMarkdown } from "#services/reports/runbook/render-runbook-markdown";
import { renderRunbookTerminal } from "#services/reports/runbook/render-runbook-terminal";
import { assertOnlyOurElements } from "#test/fakes/assert-only-our-elements";
import { skeletonOf } from "#test/fakes/assert-plain-markdown";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import { A_RUNBOOK } from "./a-runbook.js";

const FORMS = {
  html: renderRunbookHtml,
  markdown: renderRunbookMarkdown,
  terminal: (report: RunbookReport) => renderRunbookTerminal(report, { width: 200 }),
};

test("each form tells when it was written, when the verdict was taken, whom to call, what is overdue, and the order", () => {
  for (const [form, render] of Object.entries(FORMS)) {
    const text = render(A_RUNBOOK).replaceAll("&#39;", "'");
    for (const told of ["NOT READY", "23 Nov 2026 02:00 UTC", "Mo Banks", "01632 960 001", "OVERDUE", "NEVER DONE"])
      assert.ok(text.includes(told), `${form}: ${told}`);
    for (const told of ["Tell the site manager", "Watch the queues", "Old feed", "the approved baseline"])
      assert.ok(text.includes(told), `${form}: ${told}`);
  }
});

test("the page fetches nothing and runs nothing, so that it reads where everything else is down", () => {
  const html = renderRunbookHtml(A_RUNBOOK);
  assert.doesNotMatch(html, /<script|<link|<img|@import|url\(|\son\w+=/i);
  assert.match(html, /default-src 'none'/);
});

test("what an engine or a person wrote stays text in every form", () => {
  const skeleton = skeletonOf(renderRunbookMarkdown(holding("plain")));
  for (const hostile of HOSTILE_TEXTS) {
    const report = holding(hostile);
    assertOnlyOurElements(renderRunbookHtml(report));
    assert.deepEqual(skeletonOf(renderRunbookMarkdown(report)), skeleton, hostile);
    assert.doesNotMatch(renderRunbookTerminal(report), /\x1b|[\u202a-\u202e\u2066-\u2069]/);
  }
});

/** A runbook in which a text stands wherever an engine or a person may write one. */
function holding(text: string): RunbookReport {
  const [contact] = A_RUNBOOK.contacts;
  const [step] = A_RUNBOOK.activation;
  assert.ok(contact && step);
  return {
    ...A_RUNBOOK,
    name: text,
    contacts: [{ ...contact, role: text, phone: text }],
    activation: [{ ...step, name: text, after: [text] }],
    cycles: [[text]],
    warnings: [text],
  };
}

test("a full stop that a person typed does not stand in the middle of a line", () => {
  const [check] = A_RUNBOOK.manualChecks;
  assert.ok(check);
  const report: RunbookReport = {
    ...A_RUNBOOK,
    manualChecks: [{ ...check, what: "Look at the services." }],
    before: [{ when: "before", do: "Tell the site (twice).", owner: "Mo Banks" }],
  };
  for (const [form, render] of Object.entries(FORMS))
    assert.doesNotMatch(render(report), /services\.:|\)\. \(Mo/, form);
});
