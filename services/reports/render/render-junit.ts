import type { CheckReport, EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import type { ReadinessReason, ReadinessVerdict, SetAsideReason } from "#schemas/readiness";
import { isDrift } from "#services/core/readiness/is-drift";
import { orderFindings } from "../findings/order-findings.js";
import { isSetAside } from "../findings/set-aside-findings.js";
import { type JunitCase, type JunitSuite, junitDocument } from "../machine/junit-document.js";
import { cutText } from "../text/cut-text.js";
import { alarmOf, OBSERVED } from "../words/alarm.js";
import { describeArtefact } from "../words/describe-artefact.js";
import { describeAuthorisation } from "../words/describe-authorisation.js";
import {
  caseWord,
  describeCase,
  describeChange,
  describeExplanation,
  describeMeaning,
  describeMustMatch,
} from "../words/describe-finding.js";
import { describeOverride, describeSetAside } from "../words/describe-override.js";
import { headlineOf } from "../words/headline.js";
import { standingOf, wordOf } from "../words/standing.js";

/**
 * A check as JUnit XML, one suite an engine: the verdict, one test a reason, one test a finding. Not ready is a failure,
 * unknown an error; a finding fails where it blocks or waits for a decision, is skipped where policy explains it, and
 * passes where a ticket authorised it. In observe mode what is drift is skipped, and says what it would be.
 */
export function renderJunit(report: CheckReport): string {
  const suites = report.engines.map((engine) => engineSuite(report, engine));
  return junitDocument(
    `lockstep check ${cutText(report.estate, 80)}`,
    suites.length > 0 ? suites : [emptySuite(report)],
  );
}

function engineSuite(report: CheckReport, engine: EngineReport): JunitSuite {
  const { readiness } = engine;
  return {
    name: cutText(engine.engineId, 80),
    ...(Number.isNaN(Date.parse(report.at)) ? {} : { timestamp: new Date(report.at).toISOString().slice(0, 19) }),
    properties: [
      ["verdict", standingOf(engine, report.at).verdict],
      ["scope", readiness.scope],
      ["asOf", cutText(readiness.asOf, 40)],
      ["expiresAt", cutText(readiness.expiresAt, 40)],
      ["runId", cutText(report.runId, 80)],
      ["policyCommit", cutText(engine.policyCommit, 64)],
      ["baseline", engine.baseline?.digest ?? "none"],
      ...(readiness.overrides ?? []).map((override): [string, string] => [
        "override",
        describeOverride(override, readiness.setAside ?? []),
      ]),
    ],
    cases: [
      verdictCase(report, engine),
      ...readiness.reasons.map((reason) => reasonCase(reason, engine)),
      ...(readiness.setAside ?? []).map((reason) => setAsideCase(reason, engine)),
      ...orderFindings(engine.findings).map((finding) => findingCase(finding, engine)),
    ],
  };
}

const OUTCOMES = { ready: "passed", "not-ready": "failure", unknown: "error" } as const satisfies Record<
  ReadinessVerdict,
  JunitCase["outcome"]
>;

function verdictCase(report: CheckReport, engine: EngineReport): JunitCase {
  const standing = standingOf(engine, report.at);
  const alarm = engine.mode === "observe" ? alarmOf(engine, report.at).verdict : standing.verdict;
  const isObserved = alarm === "ready" && standing.verdict !== "ready";
  const told = `${wordOf(standing)}: ${headlineOf(engine, standing)}`;
  return {
    className: `${cutText(engine.engineId, 80)}.readiness`,
    name: "may fail over",
    ...(isObserved
      ? observed(told)
      : // A test that was waived is not one that passed.
        { outcome: standing.byOverride ? "skipped" : OUTCOMES[alarm], type: alarm, message: told }),
    details: standing.corrections,
  };
}

function reasonCase(reason: ReadinessReason, engine: EngineReport): JunitCase {
  return {
    className: `${cutText(engine.engineId, 80)}.readiness`,
    name: `${cutText(reason.code, 60)}: ${cutText(reason.message, 200)}`,
    ...(engine.mode === "observe" && isDrift(reason)
      ? observed(cutText(reason.message, 400))
      : {
          outcome: OUTCOMES[reason.verdict],
          type: cutText(reason.code, 60),
          message: cutText(reason.message, 400),
        }),
    details: [`${cutText(reason.owner, 80)}: ${cutText(reason.action, 400)}`],
  };
}

function setAsideCase(reason: SetAsideReason, engine: EngineReport): JunitCase {
  const { className, name } = reasonCase(reason, engine);
  return { className, name, outcome: "skipped", message: describeSetAside(reason) };
}

function findingCase(finding: Finding, engine: EngineReport): JunitCase {
  const hasBaseline = engine.baseline !== null;
  const changes = finding.changes
    .slice(0, 50)
    .map((change) => describeChange(change, { driftCase: finding.case, hasBaseline, maxCharacters: 200 }));
  const mustMatch = describeMustMatch(finding);
  const about = {
    className: `${cutText(engine.engineId, 80)}.${cutText(finding.artefact.kind, 60)}`,
    name: `${describeArtefact(finding)}, ${cutText(finding.artefact.key, 60)}`,
  };
  const isBlocking = finding.blocksReadiness && !isSetAside(finding, engine);
  if (isBlocking || engine.waiting.includes(finding.id)) {
    const message = `${describeCase(finding.case, hasBaseline)}. ${describeMeaning(finding) ?? ""}`.trim();
    if (engine.mode === "observe") return { ...about, ...observed(message) };
    return {
      ...about,
      outcome: "failure",
      type: caseWord(finding.case, hasBaseline),
      message,
      details: [
        ...(mustMatch === undefined ? [] : [mustMatch]),
        ...changes,
        describeAuthorisation(finding.authorisation),
      ],
    };
  }
  if (isSetAside(finding, engine)) return { ...about, outcome: "skipped", message: "Set aside by an override." };
  if (finding.explainedBy === null) return { ...about, outcome: "passed" };
  return { ...about, outcome: "skipped", message: `Explained by ${describeExplanation(finding.explainedBy)}` };
}

function observed(message: string): Pick<JunitCase, "outcome" | "message"> {
  return { outcome: "skipped", message: `${OBSERVED}${message}` };
}

function emptySuite(report: CheckReport): JunitSuite {
  const message = "No engine was checked, so nothing can be said.";
  const test: JunitCase = { className: "readiness", name: "may fail over", outcome: "error", type: "unknown", message };
  return { name: "no engine", properties: [["runId", cutText(report.runId, 80)]], cases: [test] };
}
