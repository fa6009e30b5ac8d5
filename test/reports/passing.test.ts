import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckReport } from "#schemas/check-report";
import type { PassingChange } from "#schemas/passing-change";
import { digestOf } from "#services/core/text/digest";
import { renderExplainTerminal } from "#services/reports/render/render-explain-terminal";
import { renderHtml } from "#services/reports/render/render-html";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { AT, anAuthorisation, anEngine, aReport, HOSTILE } from "./fixtures.js";

function passed(special: Partial<PassingChange> = {}): PassingChange {
  return {
    id: digestOf("passed"),
    nodeId: "tie-a",
    role: "primary",
    artefact: { kind: "channel", key: "c1", name: "PAS ADT In", path: "channels/pas-adt-in~1a2b3c4d" },
    held: "same",
    between: ["2026-11-22T02:00:00Z", "2026-11-23T02:00:00Z"],
    saves: 2,
    deployed: "unknown",
    seenAt: AT,
    concept: "interface",
    tier: 1,
    flow: "ADT",
    owner: "Integration team",
    asked: "Ask anna: what stood there in between.",
    authorisation: anAuthorisation({ suggestions: ["CHG0041207"] }),
    ...special,
  };
}

function surfaces(report: CheckReport): Record<string, string> {
  const [engine = anEngine()] = report.engines;
  const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
  return {
    terminal: flat(renderTerminal(report)),
    explain: flat(renderExplainTerminal(engine, { at: AT })),
    html: flat(renderHtml(report)),
    markdown: flat(renderMarkdown(report)),
  };
}

test("every surface names what came and went, its authority, tickets that fit, and what is asked of whom", () => {
  for (const [surface, text] of Object.entries(surfaces(aReport({ passing: [passed()] })))) {
    assert.match(text, /changed and put back between two looks/i, surface);
    assert.match(text, /PAS ADT In/, surface);
    assert.match(text, /22 Nov 2026 02:00 UTC/, surface);
    assert.match(text, /No change ticket was named/, surface);
    assert.match(text, /CHG0041207 covers this artefact and window/, surface);
    assert.match(text, /Integration team: Ask anna: what stood there in between\./, surface);
  }
});

test("where nothing came and went, no surface speaks of it", () => {
  for (const [surface, text] of Object.entries(surfaces(aReport())))
    assert.doesNotMatch(text, /put back between/i, surface);
});

test("how far it reached is said plainly", () => {
  const ran: [string, string] = ["2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z"];
  const said = (deployed: PassingChange["deployed"]): string => {
    const authorisation = anAuthorisation(deployed === "yes" || deployed === "still" ? { tookEffect: ran } : {});
    return surfaces(aReport({ passing: [passed({ deployed, authorisation })] }))["terminal"] ?? "";
  };
  assert.match(said("yes"), /ran from 22 Nov 2026 10:00 UTC until 22 Nov 2026 11:00 UTC: it may have reached patients/);
  assert.match(
    said("still"),
    /runs from 22 Nov 2026 10:00 UTC: nothing shows that what was put back was deployed since/,
  );
  assert.match(said("no"), /only saved, and not deployed in between/);
  assert.match(said("unknown"), /the engine does not tell/);
});

test("text of the engine stays text, wherever it is shown", () => {
  const artefact = { kind: HOSTILE, key: HOSTILE, name: HOSTILE, path: HOSTILE };
  const acts = [{ phase: "save", at: AT, actor: HOSTILE, act: HOSTILE }] as const;
  const authorisation = anAuthorisation({ actors: [HOSTILE], acts: [...acts], suggestions: [HOSTILE] });
  const hostile = passed({ artefact, authorisation, owner: HOSTILE, asked: HOSTILE, nodeId: HOSTILE });
  const { terminal = "", html = "", markdown = "" } = surfaces(aReport({ passing: [hostile] }));
  for (const text of [terminal, html, markdown]) assert.doesNotMatch(text, /[\u0000-\u0008\u001b\u202a-\u202e]/u);
  assert.doesNotMatch(html, /<script|<img/i);
  assert.doesNotMatch(markdown, /<script|<img/i);
});

test("of very many the latest are shown, and the rest counted", () => {
  const many = Array.from({ length: 23 }, (_, index) =>
    passed({ artefact: { kind: "channel", key: `${index}`, name: `Feed ${index}`, path: `channels/${index}` } }),
  );
  for (const [surface, text] of Object.entries(surfaces(aReport({ passing: many })))) {
    assert.match(text, /Feed 22/, surface);
    assert.doesNotMatch(text, /'Feed 2'/, surface);
    assert.match(text, /… and 3 more/, surface);
  }
});
