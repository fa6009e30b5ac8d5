import type { Result } from "sarif";
import type { EngineReport } from "#schemas/check-report";
import type { Finding, Severity } from "#schemas/finding";
import { isNoticed } from "../findings/order-findings.js";
import { isSetAside } from "../findings/set-aside-findings.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";
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
import { sarifAddress, sarifText } from "./sarif-text.js";

const MAX_CHANGES = 20;

/** One finding as a result: its id is the fingerprint; what explains it is an accepted suppression. */
export function sarifFinding(finding: Finding, engine: EngineReport): Result {
  const { artefact, explainedBy } = finding;
  const name = `${engine.engineId}/${artefact.kind}/${artefact.key}`;
  return {
    ruleId: `drift/${caseWord(finding.case, engine.baseline !== null)}`,
    // What is no difference is told and is no result to act upon: SARIF 2.1.0 §3.27.10 has no level for it.
    ...(isNoticed(finding)
      ? { kind: "informational", level: "none" }
      : { kind: "fail", level: engine.mode === "observe" ? "note" : LEVELS[finding.severity] }),
    message: { text: messageOf(finding, engine.baseline !== null) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: sarifAddress(`baselines/${engine.engineId}/${artefact.path}`), uriBaseId: "ESTATE" },
        },
        logicalLocations: [
          { name: cutText(artefact.name, 200), fullyQualifiedName: cutText(name, 200), kind: "resource" },
        ],
      },
    ],
    partialFingerprints: { "lockstepFinding/v1": finding.id },
    ...(explainedBy === null
      ? isSetAside(finding, engine)
        ? { suppressions: [{ kind: "external", status: "accepted", justification: "Set aside by an override." }] }
        : {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: describeExplanation(explainedBy) }] }),
    properties: {
      severity: finding.severity,
      tier: finding.tier,
      flow: cutText(finding.flow, 200),
      owner: cutText(finding.owner, 200),
      blocksReadiness: finding.blocksReadiness,
      authorisation: finding.authorisation.verdict,
    },
  };
}

function messageOf(finding: Finding, hasBaseline: boolean): string {
  const shown = finding.changes.slice(0, MAX_CHANGES);
  const changes = shown.map((change) =>
    describeChange(change, { driftCase: finding.case, hasBaseline, maxCharacters: 200 }),
  );
  const more = finding.changes.length > shown.length ? [`${finding.changes.length - shown.length} more changes`] : [];
  const what = `${describeCase(finding.case, hasBaseline)}: ${describeArtefact(finding)}.`;
  const mustMatch = describeMustMatch(finding);
  const authority = `${describeAuthorisation(finding.authorisation)}.`;
  return sarifText(
    [
      what,
      describeMeaning(finding) ?? "",
      ...(mustMatch === undefined ? [] : [mustMatch]),
      endSentence([...changes, ...more].join("; ")),
      authority,
    ]
      .filter((part) => part !== "")
      .join(" "),
    20_000,
  );
}

const LEVELS = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
} as const satisfies Record<Severity, Result["level"]>;
