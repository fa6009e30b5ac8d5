import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EngineReport } from "#schemas/check-report";
import { type MirrorPair, startMirrorPair } from "#test/fakes/mirror-pair";
import { SMALL_INSTANCE } from "#test/simulators/small-instance";

/** From this version on reading security wants the right to change it. */
const version = "IRIS for UNIX (Ubuntu) 2026.1 (Build 1) Mon Mar 2 2026";
const REFUSED = { rights: { noSecurityAdministration: true } } as const;
const SECURITY = ["Applications", "Users", "Roles", "Resources", "Services", "SSLConfigs"];

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

function acceptedGaps(...tables: readonly string[]) {
  return tables.map((table) => ({
    id: `no-${table.toLowerCase()}`,
    engine: "tie",
    source: `table/%SYS/Security.${table}`,
    owner: "A. Adams",
    approver: "C. Chair",
    reason: "The account must not be able to change security.",
    granted: day(-1),
    expires: day(30),
  }));
}

async function startPair(tables: readonly string[], isPrimaryRead = false): Promise<MirrorPair> {
  const model = { ...SMALL_INSTANCE, version };
  const policy = tables.length === 0 ? {} : { "accepted-gaps": { acceptedGaps: acceptedGaps(...tables) } };
  const primary = { model, ...(isPrimaryRead ? {} : REFUSED) };
  return await startMirrorPair((standby) => ({ ...standby, version }), {}, { primary, standby: REFUSED, policy });
}

const codesOf = ({ readiness }: EngineReport, verdict: string): readonly string[] =>
  readiness.reasons.filter((reason) => reason.verdict === verdict).map(({ code }) => code);

const driftsOf = ({ findings }: EngineReport): readonly string[] =>
  findings
    .filter((finding) => finding.case !== "in-lockstep")
    .map(({ artefact }) => `${artefact.kind} ${artefact.key}`);

describe("security that an account may not read", () => {
  it("keeps the verdict unknown for ever, and no baseline is taken, until somebody accepts it", async () => {
    await using pair = await startPair([]);
    const report = await pair.check();
    assert.equal(report.readiness.verdict, "unknown");
    assert.equal(codesOf(report, "unknown").filter((code) => code === "coverage-incomplete").length, 12);
    await assert.rejects(pair.adopt(), { code: "rights-narrowed" });
  });

  it("is told as not compared once it is accepted, and the rest is judged", async () => {
    await using pair = await startPair(SECURITY);
    await pair.check();
    await pair.adopt();
    const report = await pair.check();
    assert.equal(report.readiness.verdict, "ready");
    assert.equal(codesOf(report, "ready").filter((code) => code === "gap-accepted").length, 6);
    for (const { coverage } of report.nodes) assert.deepEqual([coverage.complete, coverage.unread.length], [false, 6]);
    const { ready } = await pair.estate.app.ready("tie");
    assert.deepEqual([ready.verdict, ready.reasons.filter(({ code }) => code === "gap-accepted").length], ["ready", 6]);
  });

  it("hides no removal beside it: what vanished from the standby is told, and blocks", async () => {
    await using pair = await startPair(SECURITY);
    await pair.check();
    await pair.adopt();
    pair.b.state.removeRow("%SYS", "Config.Databases", "SHARED");
    const report = await pair.check();
    assert.equal(report.readiness.verdict, "not-ready");
    assert.deepEqual(driftsOf(report), ["database SHARED"]);
  });

  it("is compared on no node where only one of them gives it", async () => {
    await using pair = await startPair(SECURITY, true);
    await pair.check();
    await pair.adopt();
    const report = await pair.check();
    assert.deepEqual([report.readiness.verdict, driftsOf(report)], ["ready", []]);
  });

  it("stays unknown where one source of several was not accepted", async () => {
    await using pair = await startPair(SECURITY.slice(1), true);
    await pair.check();
    await pair.adopt();
    const report = await pair.check();
    assert.equal(report.readiness.verdict, "unknown");
    assert.deepEqual(codesOf(report, "unknown"), ["coverage-incomplete"]);
  });
});
