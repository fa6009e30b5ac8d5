import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import type { CheckReport, EngineReport } from "#schemas/check-report";
import { renderMarkdown } from "#services/reports/render/render-markdown";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { commitGoverned } from "#test/fakes/estate-on-loopback";
import { startNights } from "#test/fakes/nights";

const DAY_MS = 86_400_000;
const RULE = { artefact: { kind: "channel" }, path: "/no/such/place", values: { primary: "a" }, reason: "own host" };

function pages(report: EngineReport): readonly string[] {
  const whole: CheckReport = {
    schema: "lockstep/check@1",
    estate: "e",
    at: report.readiness.asOf,
    runId: "r",
    engines: [report],
  };
  return [renderTerminal(whole, { width: 1000 }), renderMarkdown(whole)];
}

test("a rule whose path fits nothing, a waiver that nothing needs and one that ended are told in every report", async () => {
  const expected = { expectedDifferences: [{ id: "nowhere", ...RULE }] };
  await using nights = await startNights({ policy: { policy: { mode: "enforce" }, "expected-differences": expected } });
  const dayIn = (days: number): string => new Date(nights.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
  nights.standby.state.setGlobalScript("Deploy", "return 2;");
  const first = await nights.check();
  const [finding] = first.findings;
  assert.ok(finding);
  for (const page of pages(first)) {
    assert.match(page, /expected difference 'nowhere' fits an artefact, but its path '\/no\/such\/place' fits nothing/);
    assert.match(page, /Not judged: no baseline has been approved yet/);
  }

  const people = { owner: "J. Okafor", approver: "C. Chair", reason: "supplier" };
  const waivers = [
    {
      id: "ended",
      artefact: { engine: "tie" },
      finding: finding.id,
      ...people,
      granted: dayIn(-9),
      expires: dayIn(-2),
    },
    {
      id: "needless",
      artefact: { engine: "tie" },
      finding: `sha256:${"0".repeat(64)}`,
      ...people,
      granted: dayIn(-1),
      expires: dayIn(5),
    },
  ];
  await commitGoverned(nights.estate, "policy/waivers.yaml", () => stringify({ waivers }));
  const second = await nights.check();
  for (const page of pages(second)) {
    assert.match(page, /waiver 'needless' is for a finding that is not there now/);
    assert.match(page, new RegExp(`The waiver 'ended' for it ended on ${dayIn(-2).slice(0, 5)}`));
  }
  assert.equal(
    (await nights.estate.app.ready("tie")).report?.readiness.reasons.some(({ code }) => code === "ledger-broken"),
    false,
  );
});
