import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Finding } from "#schemas/finding";
import { DEFAULT_POLICY } from "#services/core/policy/default-policy";
import { parityReasons } from "#services/core/readiness/parity-reasons";
import { describeInquiry } from "#services/reports/words/describe-inquiry";
import { needOf } from "#services/reports/words/describe-need";
import { describeNext } from "#services/reports/words/describe-next";
import { planActions } from "#services/reports/words/plan-actions";
import { aChange, aFinding, anAuthorisation, anEngine, aReadiness } from "./fixtures.js";

const ON_PRODUCTION = aChange({ baseline: "6661", production: "6700", standby: "6661" });

describe("what a finding needs", () => {
  it("is no decision where the standby alone differs: it is aligned, whether or not anything authorised it", () => {
    assert.equal(needOf(aFinding("PAS ADT In", { case: "standby-behind" }), true), "alignment");
    const changed = aFinding("PAS ADT In", { case: "production-changed", changes: [ON_PRODUCTION] });
    assert.equal(needOf(changed, true), "decision");
    assert.equal(needOf(changed, false), "baseline");
  });

  it("is nothing where policy explains it", () => {
    const explainedBy = { by: "waiver" as const, id: "W-7", reason: "a trial", expires: "2026-12-31" };
    assert.equal(needOf(aFinding("PAS ADT In", { explainedBy }), true), "nothing");
  });
});

describe("the advice on one finding", () => {
  it("is the action that the verdict of its engine asks for, in its very words", () => {
    for (const driftCase of ["standby-behind", "production-changed", "both-changed", "diverged"] as const) {
      const authorisation = anAuthorisation({ verdict: "authorised" });
      const finding: Finding = aFinding("PAS ADT In", { case: driftCase, authorisation, blocksReadiness: true });
      for (const hasBaseline of [true, false]) {
        const [reason] = parityReasons([finding], DEFAULT_POLICY, hasBaseline);
        const words = describeNext(finding, hasBaseline).replace(/\.$/, "");
        assert.ok(reason?.action.startsWith(words), `${driftCase}: ${words} / ${reason?.action}`);
      }
    }
  });

  it("names whom the engine named, on the page of the engine as on that of the finding", () => {
    const finding = aFinding("PAS ADT In");
    const reasons = parityReasons(
      [finding],
      { ...DEFAULT_POLICY, settings: { ...DEFAULT_POLICY.settings, unauthorisedBlocksReadiness: true } },
      true,
    );
    const engine = anEngine({ findings: [finding], readiness: aReadiness("not-ready", { reasons }) });
    const [first] = planActions(engine).flatMap(({ actions }) => actions);
    assert.match(first?.action ?? "", /^Ask anna, whom the engine names, why interface 'PAS ADT In'/);
    assert.match(describeNext(finding, true), /^Ask anna, whom the engine names, why it was changed/);
  });

  it("asks who changed it where no engine tells, and tells both kinds apart", () => {
    const untold = aFinding("Letters", { authorisation: anAuthorisation({ actors: [], verdict: "ticket-closed" }) });
    assert.equal(
      describeInquiry([aFinding("PAS ADT In"), untold], ({ artefact }) => artefact.name),
      "ask anna, whom the engine names, why PAS ADT In was changed, and name the ticket or raise one after the fact; find who changed Letters, and settle it with the ticket's approver",
    );
  });
});
