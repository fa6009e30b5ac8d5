import type { Invocation, Notification, Result, Run } from "sarif";
import type { CheckReport, EngineReport } from "#schemas/check-report";
import type { ReadinessReason, SetAsideReason } from "#schemas/readiness";
import { isDrift } from "#services/core/readiness/is-drift";
import { orderFindings } from "../findings/order-findings.js";
import { sarifFinding } from "../machine/sarif-finding.js";
import { sarifLog } from "../machine/sarif-log.js";
import { driftRules, reasonRules } from "../machine/sarif-rules.js";
import { sarifText } from "../machine/sarif-text.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";
import { describeOverrides, describeSetAside } from "../words/describe-override.js";
import { standingOf } from "../words/standing.js";

/**
 * A check as SARIF 2.1.0, one run an engine. A run whose verdict is `unknown` says that it did not succeed: a list without
 * results must never read as "nothing wrong" where nothing could be seen. In observe mode drift is a note: it alarms nobody.
 */
export function renderSarif(report: CheckReport): string {
  const runs = report.engines.map((engine) => engineRun(report, engine));
  return sarifLog(runs.length > 0 ? runs : [emptyRun(report)]);
}

function engineRun(report: CheckReport, engine: EngineReport): Run {
  const { reasons, setAside = [] } = engine.readiness;
  const codes = [...reasons, ...setAside].map(({ code }) => cutText(code, 200));
  const rules = [...driftRules(), ...reasonRules(codes)];
  return {
    tool: { driver: { name: "Lockstep", rules } },
    automationDetails: {
      id: `lockstep/${cutText(report.estate, 200)}/${cutText(engine.engineId, 200)}/${cutText(report.runId, 200)}`,
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { ESTATE: { description: { text: "The root of the estate repository." } } },
    invocations: [invocation(report, engine)],
    results: [
      ...orderFindings(engine.findings).map((finding) => sarifFinding(finding, engine)),
      ...reasons.map((reason) => reasonResult(reason, engine)),
      ...setAside.map((reason) => setAsideResult(reason, engine)),
    ],
    properties: {
      verdict: standingOf(engine, report.at).verdict,
      scope: engine.readiness.scope,
      ...(engine.mode === "observe" ? { mode: engine.mode } : {}),
      policyCommit: engine.policyCommit,
      ...(engine.readiness.overrides === undefined ? {} : { overrides: engine.readiness.overrides }),
    },
  };
}

function invocation(report: CheckReport, engine: EngineReport): Invocation {
  const standing = standingOf(engine, report.at);
  const unread = engine.nodes.flatMap((node) =>
    node.coverage.unread.map((gap) => `Not read: ${node.nodeId}, ${gap.source}: ${gap.message}`),
  );
  return {
    executionSuccessful: standing.verdict !== "unknown",
    ...(Number.isNaN(Date.parse(report.at)) ? {} : { endTimeUtc: new Date(report.at).toISOString() }),
    toolExecutionNotifications: [
      ...[...standing.corrections, ...unread].map((text) => notification("error", text)),
      ...describeOverrides(engine.readiness).map((text) => notification("warning", text)),
    ],
  };
}

function notification(level: "error" | "warning", text: string): Notification {
  return { level, message: { text: sarifText(text) } };
}

/** What an override sets aside is shown and suppressed: SARIF 2.1.0 §3.35. */
function setAsideResult(reason: SetAsideReason, engine: EngineReport): Result {
  const suppression = { kind: "external", status: "accepted", justification: describeSetAside(reason) } as const;
  return { ...reasonResult(reason, engine), suppressions: [suppression] };
}

function reasonResult(reason: ReadinessReason, engine: EngineReport): Result {
  return {
    ruleId: `readiness/${cutText(reason.code, 200)}`,
    // What blocks nothing is told and is no result to act upon: SARIF 2.1.0 §3.27.10 has no level for it.
    ...(reason.verdict === "ready"
      ? { kind: "informational", level: "none" }
      : { kind: "fail", level: engine.mode === "observe" && isDrift(reason) ? "note" : "error" }),
    message: { text: sarifText(`${endSentence(reason.message)} ${reason.owner}: ${reason.action}`) },
    locations: [{ logicalLocations: [{ name: cutText(engine.engineId, 200), kind: "resource" }] }],
    properties: { verdict: reason.verdict, findings: reason.findings },
  };
}

function emptyRun(report: CheckReport): Run {
  const message = { text: "No engine was checked, so nothing can be said." };
  return {
    tool: { driver: { name: "Lockstep", rules: [...driftRules()] } },
    automationDetails: { id: `lockstep/${cutText(report.estate, 200)}/${cutText(report.runId, 200)}` },
    invocations: [{ executionSuccessful: false, toolExecutionNotifications: [{ level: "error", message }] }],
    results: [],
  };
}
