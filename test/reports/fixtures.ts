import type { Authorisation } from "#schemas/authorisation";
import type { CheckReport, EngineReport, NodeReport } from "#schemas/check-report";
import type { CompareReport } from "#schemas/compare-report";
import type { Change } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import type { Override } from "#schemas/override";
import type { ReadinessReason } from "#schemas/readiness";
import { effectOf } from "#services/core/authorisation/authorisation-verdicts";
import { digestOf } from "#services/core/text/digest";

/** The instant of every report of the invented Hazelwick Hospital. */
export const AT = "2026-11-23T02:05:00Z";

/** A check of one engine; `engine` says what is special about it. */
export function aReport(engine: Partial<EngineReport> = {}): CheckReport {
  return { schema: "lockstep/check@1", estate: "hazelwick", at: AT, runId: "run-0042", engines: [anEngine(engine)] };
}

/** An engine that is ready: both nodes read, baseline approved, nothing found. */
export function anEngine(special: Partial<EngineReport> = {}): EngineReport {
  return {
    engineId: "tie",
    product: "mirth-connect",
    mode: "enforce",
    baseline: {
      commit: "b".repeat(40),
      digest: digestOf("baseline"),
      approver: "Priya Nair",
      ticket: "CHG0041200",
      reviewed: true,
    },
    policyCommit: "c".repeat(40),
    changeControl: digestOf("rules of change control"),
    readiness: aReadiness("ready"),
    nodes: [aNode({ nodeId: "tie-a", role: "primary" }), aNode({ nodeId: "tie-b", role: "standby" })],
    findings: [],
    waiting: (special.findings ?? []).filter(isOpenAndUnauthorised).map((finding) => finding.id),
    otherStandbys: [],
    ...special,
  };
}

function isOpenAndUnauthorised({ explainedBy, authorisation }: Finding): boolean {
  return explainedBy === null && effectOf(authorisation.verdict, { tolerated: [] }) === "blocks";
}

/** A readiness with these reasons, four minutes old and good for another hour. */
export function aReadiness(
  verdict: EngineReport["readiness"]["verdict"],
  special: Partial<EngineReport["readiness"]> = {},
): EngineReport["readiness"] {
  return {
    verdict,
    scope: "configuration-ready, not data-ready",
    asOf: "2026-11-23T02:01:00Z",
    expiresAt: "2026-11-23T03:01:00Z",
    reasons: [],
    byTier: {},
    byFlow: {},
    queued: { production: 12, standby: 0 },
    ...special,
  };
}

/** One in force, which nobody has named a ticket for yet. */
export function anOverride(): Override {
  return {
    record: 7,
    hash: digestOf("override"),
    by: "J. Okafor",
    second: null,
    reason: "theatre list moves tonight",
    ticket: null,
    grantedAt: "2026-11-23T01:30:00Z",
    until: "2026-11-23T05:30:00Z",
    codes: ["parity"],
  };
}

export function aReason(special: Partial<ReadinessReason> = {}): ReadinessReason {
  return {
    code: "parity",
    verdict: "not-ready",
    message: "1 artefact of tier 1 on the standby not as approved",
    owner: "Integration team",
    action: "Align tie-b with production: PAS ADT In",
    findings: [],
    ...special,
  };
}

export function aNode(special: Partial<NodeReport> = {}): NodeReport {
  return {
    nodeId: "tie-a",
    role: "primary",
    engineVersion: "4.5.2",
    access: "ok",
    freshness: "fresh",
    coverage: { complete: true, kinds: { channel: 29, "code-template-library": 3 }, unread: [] },
    snapshot: { commit: "a".repeat(40), digest: digestOf("snapshot"), takenAt: "2026-11-23T02:01:00Z", changed: false },
    ...special,
  };
}

/** A finding whose id follows from its name. */
export function aFinding(name: string, special: Partial<Finding> = {}): Finding {
  const folder = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return {
    id: digestOf(`finding ${name}`),
    artefact: { kind: "channel", key: digestOf(name).slice(7, 15), name, path: `channels/${folder}~1a2b3c4d` },
    concept: "interface",
    case: "standby-behind",
    severity: "critical",
    tier: 1,
    flow: "Patient movements (ADT)",
    owner: "Integration team",
    blocksReadiness: true,
    explainedBy: null,
    meaning: "After a failover, admissions and transfers would not reach the wards",
    changes: [aChange()],
    operability: { production: "deployed", standby: "saved-only" },
    authorisation: anAuthorisation(),
    ...special,
  };
}

export function aChange(special: Partial<Change> = {}): Change {
  return {
    path: "/destinationConnectors/2/properties/remotePort",
    label: "Destination 2 'To PAS' › Remote port",
    kind: "changed",
    baseline: "6661",
    production: "6661",
    standby: "7777",
    ...special,
  };
}

export function anAuthorisation(special: Partial<Authorisation> = {}): Authorisation {
  return {
    verdict: "unreferenced",
    ticket: null,
    changedBetween: ["2026-11-21T02:00:00Z", "2026-11-22T02:00:00Z"],
    actors: ["anna"],
    trace: [],
    suggestions: [],
    ...special,
  };
}

/** A change that did more than its ticket, by two writers, whose verdict moved when the ticket system answered again. */
function exceedingWork(): Authorisation {
  const ticket = "CHG0041234";
  return anAuthorisation({
    verdict: "exceeds-scope",
    ticket,
    changedBetween: ["2026-11-22T00:41:00Z", "2026-11-22T00:58:00Z"],
    tookEffect: ["2026-11-22T01:05:11Z", "2026-11-22T01:05:11Z"],
    acts: [
      { phase: "save", at: "2026-11-22T00:41:00Z", actor: "anna", act: "Update channel" },
      { phase: "save", at: "2026-11-22T00:58:00Z", actor: "admin", act: "Update channel" },
      { phase: "deploy", at: "2026-11-22T01:05:11Z", actor: "anna", act: "Deploy channels" },
    ],
    actors: ["admin", "anna"],
    unattributable: ["admin"],
    content: { match: "beyond", beyond: ["/destinationConnectors/1/properties/queue"], missing: [], missingCount: 0 },
    trace: [
      {
        ticket,
        test: "scope",
        passed: true,
        facts: "channel ICE* covers channel 'ICE Results Out' on tie/tie-a (primary)",
      },
      {
        ticket,
        test: "approved when changed",
        passed: true,
        facts:
          "approved since 2026-11-20T14:02:11Z; changed between 2026-11-22T00:41:00Z and 2026-11-22T01:05:11Z; evidence approver-timestamp",
      },
      {
        ticket,
        test: "inside the window",
        passed: true,
        facts:
          "window 2026-11-22T00:30:00Z to 2026-11-22T02:30:00Z, grace 0 min before, 15 min after; changed at 2026-11-22T01:05:11Z",
      },
      {
        ticket,
        test: "approved content",
        passed: false,
        facts:
          "beyond the approved content of channel 'ICE Results Out': /destinationConnectors/1/properties/queue; the rest is as approved",
      },
      {
        ticket,
        test: "made by an implementer",
        passed: true,
        facts: "actor-unattributable: admin",
        note: "actor-unattributable",
      },
      {
        ticket: "CHG0041199",
        test: "known ticket",
        passed: false,
        facts: "the ticket systems that were read hold no such ticket",
      },
    ],
    suggestions: ["CHG0041250"],
    history: {
      first: { verdict: "source-unavailable", ticket: null, at: "2026-11-22T02:05:00Z" },
      moves: [{ verdict: "exceeds-scope", ticket, at: "2026-11-22T14:05:00Z", because: ["source-returned"] }],
    },
  });
}

const APPROVED_SCRIPT = `11aa22bb33cc44dd${"0".repeat(48)}`;
const CHANGED_SCRIPT = `55ee66ff77008899${"0".repeat(48)}`;
const SCRIPT_DIFF = [
  "--- approved baseline",
  "+++ production",
  "@@ -3,5 +3,5 @@",
  " var pid = msg['PID'];",
  "-if (pid['PID.3'].length() > 1) {",
  "+if (pid['PID.3'].length() > 0) {",
  "   route('merge');",
  " }",
  "--- a removed line of SQL",
].join("\n");

/** One finding of each direction, one waived, one as expected. */
export function severalFindings(): readonly Finding[] {
  return [
    aFinding("PAS ADT In"),
    aFinding("ICE Results Out", {
      case: "production-changed",
      severity: "high",
      flow: "Pathology results (ORU)",
      meaning: "Results could be filed to the wrong patient",
      changes: [
        aChange({
          path: "/destinationConnectors/1/transformer/steps/3/script",
          label: "Destination 1 'ICE' › Transformer › Step 3 'Merge' › Script",
          baseline: `text of 12 lines, sha256:${APPROVED_SCRIPT}`,
          production: `text of 12 lines, sha256:${CHANGED_SCRIPT}`,
          standby: `text of 12 lines, sha256:${APPROVED_SCRIPT}`,
          diff: SCRIPT_DIFF,
        }),
      ],
      operability: { production: "deployed", standby: "deployed" },
      authorisation: exceedingWork(),
    }),
    aFinding("Letters to GP", {
      case: "both-changed",
      severity: "medium",
      tier: 2,
      flow: "Letters (Transfer of Care)",
      owner: "Clinical systems",
      blocksReadiness: false,
      meaning: "Discharge letters could be late",
      changes: [
        aChange({
          path: "/",
          label: "Channel",
          kind: "unexpected",
          baseline: null,
          production: "present",
          standby: "present",
        }),
      ],
      operability: { production: "deployed", standby: "deployed" },
      authorisation: anAuthorisation({
        verdict: "single-handed-pending",
        ticket: "CHG0041111",
        duties: [{ duty: "review-single-handed", state: "due", due: "2026-11-28T00:00:00Z" }],
        content: { match: "exact", beyond: [], missing: [], missingCount: 0 },
        trace: [
          { ticket: "CHG0041111", test: "approved when changed", passed: true, facts: "approved by Pat Lowe, 20 Nov" },
          {
            ticket: "CHG0041111",
            test: "segregation of duties",
            passed: true,
            facts: "pat.lowe approved and made the change; policy allows a single-handed decision",
            note: "single-handed",
          },
          {
            ticket: "CHG0041111",
            test: "single-handed decision reviewed",
            passed: false,
            facts: "no review recorded since; due before 2026-11-28T00:00:00Z by C. Chair",
          },
        ],
      }),
    }),
    aFinding("Theatre Lists", {
      case: "diverged",
      severity: "high",
      flow: "Theatre lists (SIU)",
      changes: [
        aChange({
          label: "Source › Encoding",
          path: "/source/encoding",
          baseline: "UTF-8",
          production: "ISO-8859-1",
          standby: "",
          expected: { rule: "xd-encoding", production: "UTF-8", standby: "UTF-8" },
        }),
      ],
    }),
    aFinding("MESH Poller", {
      severity: "info",
      tier: 2,
      flow: "Letters (Transfer of Care)",
      blocksReadiness: false,
      case: "standby-behind",
      explainedBy: {
        by: "expected-difference",
        id: "mesh-poller-off",
        reason: "Only production polls the mailbox",
        expires: null,
      },
      changes: [
        aChange({ path: "/enabled", label: "Enabled", baseline: "true", production: "true", standby: "false" }),
      ],
      operability: { production: "deployed", standby: "disabled" },
      authorisation: anAuthorisation({ verdict: "not-applicable", changedBetween: null, actors: [] }),
    }),
    aFinding("Research Extract", {
      severity: "low",
      tier: 4,
      flow: "Research",
      blocksReadiness: false,
      explainedBy: {
        by: "waiver",
        id: "W-7",
        reason: "Trial ends in December",
        expires: "2026-12-31",
      },
      changes: [aChange({ label: "Destination 1 › Threads", standby: "2", baseline: "4", production: "4" })],
    }),
  ];
}

/** Patient data that was seen and masked while reading: told, and no difference. */
export function aNoticeFinding(): Finding {
  return aFinding("Allergies In", {
    case: "in-lockstep",
    severity: "medium",
    blocksReadiness: false,
    meaning: "A message template held what looks like patient data; it was masked before it was stored",
    changes: [
      aChange({
        path: "/source/template",
        label: "Patient data was masked in Source › Template",
        kind: "unexpected",
        baseline: null,
        production: "seen",
        standby: null,
      }),
    ],
    operability: { production: "deployed", standby: "deployed" },
    authorisation: anAuthorisation({ verdict: "not-applicable", changedBetween: null, actors: [] }),
  });
}

/** Not ready, with several cases, owners, tiers and flows. */
export function notReadyReport(): CheckReport {
  const findings = [...severalFindings(), aNoticeFinding()];
  const [adt, ice, , theatre] = findings.map((finding) => finding.id);
  return aReport({
    findings,
    readiness: aReadiness("not-ready", {
      reasons: [
        aReason({ findings: [adt ?? ""] }),
        aReason({
          code: "operability",
          message: "PAS ADT In is saved on standby but not deployed",
          action: "Align tie-b with production: PAS ADT In",
          findings: [adt ?? ""],
        }),
        aReason({
          code: "unauthorised",
          message: "More was changed in ICE Results Out than CHG0041234 allows",
          owner: "Change manager",
          action: "Decide on ICE Results Out: amend CHG0041234 and adopt, or revert production",
          findings: [ice ?? ""],
        }),
        aReason({
          message: "Theatre Lists differs on all three sides",
          action: "Look at Theatre Lists, and align tie-b",
          findings: [theatre ?? ""],
        }),
        aReason({
          code: "tickets-old",
          verdict: "unknown",
          message: "The ticket export is 3 days old",
          owner: "Service desk",
          action: "Export the change tickets again",
        }),
      ],
      byTier: {
        "1": { verdict: "not-ready", blocking: 3, reasons: ["parity"] },
        "2": { verdict: "ready", blocking: 0, reasons: [] },
        "4": { verdict: "ready", blocking: 0, reasons: [] },
      },
      byFlow: {
        "Letters (Transfer of Care)": { verdict: "ready", blocking: 0, reasons: [] },
        "Pathology results (ORU)": { verdict: "not-ready", blocking: 1, reasons: ["unauthorised"] },
        "Patient movements (ADT)": { verdict: "not-ready", blocking: 1, reasons: ["parity"] },
        "Theatre lists (SIU)": { verdict: "not-ready", blocking: 1, reasons: ["parity"] },
      },
    }),
  });
}

/** Day one: no baseline, and the standby refused the login for alerts. */
export function unknownReport(): CheckReport {
  return aReport({
    mode: "observe",
    baseline: null,
    nodes: [
      aNode(),
      aNode({
        nodeId: "tie-b",
        role: "standby",
        engineVersion: null,
        freshness: "stale",
        coverage: {
          complete: false,
          kinds: { channel: 28 },
          unread: [{ source: "alerts", code: "rights-narrowed", message: "the account may not read alerts" }],
        },
      }),
    ],
    findings: [
      aFinding("PAS ADT In", {
        case: "diverged",
        changes: [aChange({ kind: "unexpected", baseline: null })],
        authorisation: anAuthorisation({ verdict: "not-applicable", changedBetween: null, actors: [] }),
      }),
    ],
    readiness: aReadiness("unknown", {
      reasons: [
        aReason({
          code: "no-baseline",
          verdict: "unknown",
          message: "No baseline has been adopted for tie",
          action: "Adopt the first baseline: lockstep baseline adopt tie --from primary",
        }),
        aReason({
          code: "coverage",
          verdict: "unknown",
          message: "Alerts of tie-b were not read",
          action: "Give lockstep-reader on tie-b the right to read alerts",
        }),
      ],
    }),
  });
}

/** Text as an attacker would leave it in an engine. */
export const HOSTILE =
  "<script>alert(1)</script> @channel #1 [x](javascript:alert(1)) `a`|b \u202egnp.exe\u0000\u001b[31m ]]> {0} https://evil.example\r\n\u{e0041}\ud800";

/** Hostile text wherever text from outside can stand. */
export function hostileReport(text: string = HOSTILE): CheckReport {
  const authorisation = anAuthorisation({
    verdict: "ticket-unknown",
    ticket: text,
    actors: [text],
    trace: [{ ticket: text, test: text, passed: false, facts: text }],
    suggestions: [text],
  });
  const finding = aFinding("x", {
    artefact: { kind: text, key: text, name: text, path: `channels/${text}` },
    flow: text,
    owner: text,
    meaning: text,
    changes: [
      aChange({
        path: `/${text}`,
        label: text,
        baseline: text,
        production: text,
        standby: `${text}!`,
        diff: ` ${text}\n-${text}\n+${text}`,
      }),
      aChange({
        label: text,
        expected: { rule: text, production: text, standby: null },
        standby: `${text}${"A".repeat(1_000_000)}`,
      }),
    ],
    authorisation,
  });
  const explained = { ...finding, id: digestOf("2"), blocksReadiness: false };
  const node = aNode({
    nodeId: text,
    engineVersion: text,
    coverage: { complete: false, kinds: { [text]: 1 }, unread: [{ source: text, code: text, message: text }] },
  });
  return {
    ...aReport({
      engineId: text,
      product: text,
      nodes: [node, { ...node, role: "standby" }],
      findings: [finding, { ...explained, explainedBy: { by: "waiver", id: text, reason: text, expires: text } }],
      readiness: aReadiness("not-ready", {
        reasons: [aReason({ code: text, message: text, owner: text, action: text })],
        byFlow: { [text]: { verdict: "not-ready", blocking: 1, reasons: [text] } },
      }),
    }),
    estate: text,
    runId: text,
  };
}

/** Two exports that differ in three ways. */
export function compareReport(text = ""): CompareReport {
  const artefact = (name: string) => aFinding(name).artefact;
  return {
    schema: "lockstep/compare@1",
    a: { selector: `exports/a.xml${text}`, dialect: "mirth-connect/1", artefacts: 12, digest: digestOf("a") },
    b: { selector: `exports/b.xml${text}`, dialect: "mirth-connect/1", artefacts: 12, digest: digestOf("b") },
    findings: [
      {
        artefact: artefact(`PAS ADT In${text}`),
        concept: "interface",
        case: "changed",
        changes: [
          { path: "/port", label: `Source › Port${text}`, kind: "changed", a: "6661", b: `7777${text}` },
          {
            path: "/script",
            label: "Step 3 › Script",
            kind: "changed",
            a: "text of 2 lines",
            b: "text of 3 lines",
            diff: `--- a\n+++ b\n@@ -1,1 +1,2 @@\n same\n+added${text}`,
            whitespaceOnly: true,
          },
        ],
      },
      {
        artefact: artefact(`Letters${text}`),
        concept: "interface",
        case: "missing",
        changes: [{ path: "/", label: "Channel", kind: "missing", a: "present", b: null }],
      },
      {
        artefact: artefact(`Test Feed${text}`),
        concept: "interface",
        case: "unexpected",
        changes: [{ path: "/", label: "Channel", kind: "unexpected", a: null, b: "present" }],
      },
    ],
  };
}

/** Two exports that are the same. */
export function sameCompareReport(): CompareReport {
  return { ...compareReport(), findings: [] };
}
