import type { EvidenceDocument } from "#schemas/evidence-document";
import type { EvidenceCell, EvidenceColumn, EvidenceTable } from "#schemas/evidence-table";
import { daysBetween } from "#services/core/evidence/evidence-days";
import { EVIDENCE_TABLES, type TableKind } from "#services/core/evidence/tables";
import { digestOf } from "#services/core/text/digest";

const FROM = "2026-07-01T00:00:00.000+01:00";
const TO = "2026-10-01T00:00:00.000+01:00";
const DAYS = daysBetween(FROM, TO, "Europe/London");

type Cells = Readonly<Record<string, EvidenceCell>>;

/** The evidence of an invented quarter of the Hazelwick Hospital. */
export function anEvidenceDocument(special: Partial<EvidenceDocument> = {}): EvidenceDocument {
  const from = new Date(FROM).toISOString();
  const to = new Date(TO).toISOString();
  return {
    schema: "lockstep/evidence@1",
    parameters: {
      schema: "lockstep/evidence-parameters@1",
      estate: "hazelwick",
      organisation: "Hazelwick Hospital NHS Trust",
      odsCode: "RX9",
      from,
      to,
      zone: "Europe/London",
      framework: "nhs-dspt-caf@2025-26",
      engines: ["labs", "tie"],
      leftOut: ["test-tie"],
      generatedAt: "2026-10-02T06:00:00.000Z",
      generator: "lockstep 0.1.0",
      head: { seq: 412, hash: digestOf("head"), commit: "c".repeat(40) },
      branches: { main: "a".repeat(40) },
    },
    scope: ["It covers 2 integration engines: labs, tie.", "It rests on 413 records of the ledger up to number 412."],
    exclusions: [
      "It speaks of configuration, not of data: it does not show that messages arrived, or that queues were empty.",
      "It names no level of achievement: the organisation remains responsible for its own assessment.",
      "Left out of it: test-tie.",
    ],
    tables: someTables(),
    compliance: someCompliance(from, to),
    figures: [
      {
        ...{ id: "detect", value: 11.4, unit: "hours", cases: 12, untold: 1, target: "95 % within 26 h" },
        ...{ outcome: "met", notes: ["Median 9 h, longest 24 h."] },
      },
      {
        ...{ id: "retrospective", value: 0.0833, unit: "share", cases: 12, untold: 0, target: "at most 5 %" },
        ...{ outcome: "missed", notes: [] },
      },
      { id: "align", value: null, unit: "hours", cases: 0, untold: 0, target: null, outcome: "unknown", notes: [] },
    ],
    controls: someControls(),
    integrity: {
      records: 413,
      head: { seq: 412, hash: digestOf("head"), commit: "c".repeat(40) },
      keys: [{ fingerprint: `SHA256:${"k".repeat(43)}`, from: null, until: null }],
      anchors: [{ month: "2026-07", seq: 140, hash: digestOf("july") }],
      clocks: [
        { engineId: "tie", nodeId: "tie-a", worstMs: 220 },
        { engineId: "tie", nodeId: "tie-b", worstMs: null },
      ],
      notes: ["Record 33 of 2026-07-04: the policy of then no longer reads."],
    },
    ...special,
  };
}

/** The same with one text in every cell and wherever else somebody may have written something. */
export function evidenceWith(text: string): EvidenceDocument {
  const document = anEvidenceDocument();
  const [figure] = document.figures;
  const [control] = document.controls;
  return {
    ...document,
    parameters: {
      ...document.parameters,
      ...{ estate: text, organisation: text, odsCode: text, framework: text, generator: text, engines: [text] },
      leftOut: [text],
    },
    scope: [text],
    exclusions: [text],
    tables: Object.values(EVIDENCE_TABLES).map((kind) => tableWith(kind, [everyCell(kind, text)])),
    figures: figure === undefined ? [] : [{ ...figure, target: text, notes: [text] }],
    controls:
      control === undefined
        ? []
        : [
            {
              ...control,
              ...{ ref: text, outcome: text, title: text, observed: [text], evidence: [text] },
              ...{ contribution: text, residualGap: text, loaded: { level: text, source: text } },
              indicators: [{ ref: text, numbering: text, direction: "for", signals: [text] }],
            },
          ],
    compliance: {
      ...document.compliance,
      markers: [{ at: document.parameters.from, what: "policy", engineId: text, detail: [text] }],
    },
    integrity: {
      ...document.integrity,
      keys: [{ fingerprint: text, from: text, until: text }],
      anchors: [{ month: text, seq: 1, hash: text }],
      clocks: [{ engineId: text, nodeId: text, worstMs: 3 }],
      notes: [text],
    },
  };
}

/** A table of a kind with these rows; a column that a row leaves out is none. */
export function tableWith({ id, title, explains, columns }: TableKind, rows: readonly Cells[]): EvidenceTable {
  return {
    ...{ id, title, explains, columns: [...columns] },
    rows: rows.map((row) => Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null]))),
  };
}

function everyCell({ columns }: TableKind, text: string): Cells {
  return Object.fromEntries(columns.map(({ key, kind }) => [key, isNumber(kind) ? -1.5 : kind === "yes-no" || text]));
}

function isNumber(kind: EvidenceColumn["kind"]): boolean {
  return kind === "count" || kind === "hours";
}

function someTables(): EvidenceTable[] {
  const of = EVIDENCE_TABLES;
  const changes = Array.from({ length: 14 }, (_, index) => aChange(index));
  const unmatched = changes.filter(({ authorised }) => authorised === false);
  const engineDays = ["labs", "tie"].flatMap((engine) => DAYS.map(({ day }, index) => ({ engine, day, index })));
  return [
    tableWith(of.population, [...changes, anAlignment()]),
    tableWith(of.coverage, engineDays.map(aCoverage)),
    tableWith(
      of.unmatched,
      unmatched.map((row) => ({ ...row, why: "No ticket was found that fits.", ageHours: 30.5 })),
    ),
    tableWith(of.tickets, [
      {
        ...{ system: "servicenow", instance: "hazelwick", number: "CHG0041234", kind: "normal", state: "closed" },
        ...{ states: "requested 2026-07-01, approved 2026-07-02, closed 2026-07-05", approval: "approved" },
        ...{ approvedBy: "CAB", approvedAt: "2026-07-02T10:00:00Z", evidence: "approver-timestamp", changes: 3 },
        ...{ windowFrom: "2026-07-03T20:00:00Z", windowTo: "2026-07-03T23:00:00Z", digest: digestOf("ticket") },
      },
    ]),
    tableWith(of.ticketsWithoutChange, []),
    tableWith(of.readiness, engineDays.map(aReadinessDay)),
    tableWith(of.exercises, [
      {
        ...{ record: 77, engine: "tie", kind: "failover", startedAt: "2026-08-02T20:00:00Z", minutes: 42 },
        ...{ endedAt: "2026-08-02T20:42:00Z", rtoMinutes: 60, inTime: true, outcome: "as planned" },
        ...{ cleanedUp: true, complete: true, lessons: "Name the ward contact.", recordedBy: "J. Okafor" },
      },
    ]),
    tableWith(of.exceptions, [
      {
        ...{ kind: "waiver", id: "pas-port", engine: "tie", what: "channel PAS ADT In", reason: "test port" },
        ...{ owner: "Integration team", approver: "Priya Nair", until: "2026-12-01", standing: "in force" },
        ...{ from: "2026-06-01", ageDays: 122 },
      },
    ]),
    tableWith(of.access, [
      { kind: "approval", at: "2026-07-06T09:00:00Z", who: "Priya Nair", what: "adopted", engine: "tie", record: 31 },
    ]),
    tableWith(of.actions, []),
    tableWith(of.policy, [{ file: "policy/policy.yaml", what: "in force at the beginning", digest: digestOf("p") }]),
    tableWith(of.engines, [
      { engine: "labs", name: "Laboratory results", product: "iris", nodes: "labs-a production, labs-b standby" },
      { engine: "tie", name: "Trust integration engine", product: "mirth-connect", items: 42, verdict: "ready" },
    ]),
    tableWith(of.accessReviews, [
      {
        ...{
          record: 51,
          at: "2026-08-11T09:30:00Z",
          by: "person 7f3a9c01 (reviewer)",
          outcome: "something has to change",
        },
        ...{ note: "The token of the old proxy is to be revoked", days: 72, everyDays: 90, inTime: true },
        ...{ people: 4, groups: 1, tokens: 2, accounts: 11, digest: digestOf("access") },
      },
    ]),
  ];
}

const VERDICTS = ["authorised", "unreferenced", "authorised-retrospective", "out-of-window"];

function aChange(index: number): Cells {
  const verdict = VERDICTS[index % VERDICTS.length] ?? null;
  const foundAt = new Date(Date.parse(FROM) + (index + 1) * 6 * 86_400_000).toISOString();
  return {
    ...{ changeId: digestOf(`change ${index}`), kind: index % 5 === 4 ? "passing change" : "difference" },
    ...{ engine: index % 3 === 0 ? "labs" : "tie", itemKind: "channel", item: `PAS ADT In ${index}` },
    ...{ itemPath: `channels/pas-adt-in-${index}~1a2b3c4d`, case: "production-changed", nodes: "production" },
    ...{ parts: "Destination 2 'To PAS' › Remote port", partsCount: 1, severity: "critical", tier: 1 },
    ...{ flow: "Patient movements (ADT)", owner: "Integration team", madeBy: "anna", foundAt, firstVerdict: verdict },
    ...{ verdict, ticket: index % 2 === 0 ? "CHG0041234" : null, authorised: index % 2 === 0 },
    ...{ retrospective: index % 4 === 2, disposition: "adopted into the baseline", decidedBy: "Priya Nair" },
    ...{ hoursToDetect: index * 3.5, hoursToDecide: index % 6 === 5 ? null : index * 9, hoursStanding: 40 },
    ...{ firstRun: 20 + index, lastRun: 22 + index, contentDigest: digestOf(`content ${index}`) },
  };
}

function anAlignment(): Cells {
  return { changeId: digestOf("plan"), kind: "alignment", engine: "tie", item: "tie-b", foundAt: FROM, firstRun: 30 };
}

function aCoverage({ engine, day, index }: { engine: string; day: string; index: number }): Cells {
  const missed = index % 20 === 7 ? 1 : 0;
  return {
    ...{ engine, day, due: 1, met: 1 - missed, missed, checks: 1 - missed, expected: 2 - 2 * missed },
    ...{ whole: 2 - 2 * missed, partial: 0, skipped: 0, failed: 0, longestGapHours: missed === 0 ? 24 : 48 },
    gapReason: missed === 0 ? null : "no check on record",
  };
}

function aReadinessDay({ engine, day, index }: { engine: string; day: string; index: number }): Cells {
  const atEnd = index % 20 === 7 ? "unknown" : index % 9 === 4 ? "not-ready" : "ready";
  return { engine, day, atEnd, worst: atEnd, checks: 1, blockers: atEnd === "ready" ? null : "parity", record: index };
}

function someCompliance(from: string, to: string): EvidenceDocument["compliance"] {
  const bands = ["in-lockstep", "in-lockstep", "in-lockstep", "authorised", "in-lockstep", "unauthorised", "unknown"];
  const step = 30 * 3_600_000;
  const end = Date.parse(to);
  const spansFrom = (shift: number) => {
    const spans: EvidenceDocument["compliance"]["engines"][number]["spans"] = [];
    for (let at = Date.parse(from), index = shift; at < end; at += step, index += 1) {
      const band = bands[index % bands.length] as (typeof spans)[number]["band"];
      spans.push({ from: new Date(at).toISOString(), to: new Date(Math.min(at + step, end)).toISOString(), band });
    }
    return spans;
  };
  const seconds = { "in-lockstep": 5_000_000, authorised: 1_200_000, unauthorised: 900_000, unknown: 848_800 };
  return {
    schema: "lockstep/compliance@1",
    ...{ from, to, seconds },
    engines: [
      { engineId: "labs", seconds, spans: spansFrom(0) },
      { engineId: "tie", seconds, spans: spansFrom(3) },
    ],
    markers: [
      { at: "2026-08-10T02:00:00.000Z", what: "policy", engineId: null, detail: ["policy/policy.yaml"] },
      { at: "2026-08-12T02:00:00.000Z", what: "reader", engineId: "tie", detail: ["mirth-connect 14"] },
    ],
  };
}

function someControls(): EvidenceDocument["controls"] {
  return [
    {
      ref: "nhs-dspt-caf@2025-26#B4.b",
      ...{ outcome: "B4.b", title: "Secure Configuration" },
      indicators: [
        { ref: "A#4", numbering: "NCSC", direction: "for", signals: ["scan-coverage"] },
        { ref: "NA#4", numbering: "NCSC", direction: "against", signals: ["changes-unmatched"] },
      ],
      observed: ["14 changes were found or still stood, 2 of them made and undone between two looks."],
      evidence: ["01-population.csv", "02-coverage.csv"],
      contribution: "Each difference from an approved baseline is listed with its ticket or the lack of one.",
      residualGap: "It does not show the build of operating systems.",
      loaded: { level: "PA", source: "policy/expected-levels.yaml" },
    },
    {
      ref: "nhs-dspt-caf@2025-26#C2.a",
      ...{ outcome: "C2.a", title: "Threat Hunting", indicators: [], observed: [], evidence: [] },
      ...{ contribution: "Nothing was seen.", residualGap: "It does not show other systems." },
    },
  ];
}
