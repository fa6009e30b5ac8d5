import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServiceFigure, ServiceLevelsReport } from "#schemas/service-levels-report";
import { showValue } from "#services/reports/service-levels/describe-figure";
import { renderServiceLevelsHtml } from "#services/reports/service-levels/render-service-levels-html";
import { renderServiceLevelsTerminal } from "#services/reports/service-levels/render-service-levels-terminal";
import { assertOnlyOurElements } from "#test/fakes/assert-only-our-elements";
import { HOSTILE } from "../fixtures.js";
import { assertGolden } from "../golden.js";

function aFigure(id: ServiceFigure["id"], special: Partial<ServiceFigure> = {}): ServiceFigure {
  return {
    id,
    value: 0.98,
    unit: "share",
    cases: 120,
    untold: 0,
    target: "at least 99 %",
    outcome: "missed",
    notes: [],
    ...special,
  };
}

function aReport(text = "tie"): ServiceLevelsReport {
  const times = { "in-lockstep": 2_000_000, authorised: 300_000, unauthorised: 200_000, unknown: 92_000 };
  return {
    schema: "lockstep/service-levels-report@1",
    estate: text,
    ...{ month: "2026-11", from: "2026-11-01T00:00:00.000Z", to: "2026-11-23T12:00:00.000Z", complete: false },
    figures: [
      aFigure("coverage", { untold: 2 }),
      aFigure("detect", {
        value: 1,
        target: "95 % within 26 h",
        outcome: "met",
        cases: 7,
        notes: ["Median 11 h, longest 24 h."],
      }),
      aFigure("decide", { value: null, cases: 0, outcome: "unknown", target: "90 % within 72 h" }),
      aFigure("align", { value: 30.25, unit: "hours", cases: 3, target: null, outcome: "no-target" }),
      aFigure("waivers", { value: 4, unit: "count", cases: 4, target: "at most 10", outcome: "met", notes: [text] }),
    ],
    compliance: {
      times,
      engines: [{ engineId: text, times }],
      markers: [
        {
          at: "2026-11-10T02:00:00.000Z",
          what: "change-control",
          engineId: null,
          detail: ["policy/change-control.yaml"],
        },
      ],
    },
  };
}

test("a month is told in the same words every time", () => {
  assertGolden("service-levels.txt", renderServiceLevelsTerminal(aReport(), { width: 80 }));
  assertGolden(
    "service-levels.html",
    renderServiceLevelsHtml(aReport()).replace(/<style>[\s\S]*?<\/style>/, "<style></style>"),
  );
});

test("nothing that an estate is called becomes an element of the page", () => {
  assertOnlyOurElements(renderServiceLevelsHtml(aReport(HOSTILE)));
});

test("what is not whole is never shown as whole, and what cannot be told is unknown", () => {
  assert.equal(showValue({ value: 0.9999, unit: "share" }), "over 99.9 %");
  assert.equal(showValue({ value: 1, unit: "share" }), "100 %");
  assert.equal(showValue({ value: null, unit: "hours" }), "unknown");
});
