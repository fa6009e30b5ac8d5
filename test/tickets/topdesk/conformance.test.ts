import type { ChangeData } from "#services/simulators/topdesk/desk-state";
import type { TopdeskFaults, TopdeskRights } from "#services/simulators/topdesk/faults";
import type { TicketSituation } from "#test/conformance/ticket-situations";
import { testTicketSystemConformance } from "#test/conformance/ticket-system-conformance";
import {
  APPROVED,
  approvedChange,
  type DeskOptions,
  DIGEST,
  daysAgo,
  KEPT_OUT,
  PASSWORD,
  stageDesk,
  system,
} from "./stage-desk.js";

const UNKNOWN = "C2610 0600";
const HELD = 530;

/** More than one page: most are proposals that nobody has touched for weeks. */
const CHANGES: readonly ChangeData[] = [
  approvedChange(),
  approvedChange({ number: UNKNOWN, phase: "afgehandeld" }),
  ...Array.from({ length: HELD - 2 }, (_, at) =>
    approvedChange(
      {
        number: `C2609 ${String(at).padStart(4, "0")}`,
        phase: "prfc",
        phases: { rfc: { endDate: null } },
        modificationDate: daysAgo(20),
      },
      [],
    ),
  ),
];

const ALL = "*";
const FAULTS: Readonly<Partial<Record<TicketSituation, TopdeskFaults>>> = {
  "rate-limited-once": { status: { path: ALL, code: 429, times: 1 }, retryAfterSeconds: 1 },
  "rate-limited": { status: { path: ALL, code: 429 }, retryAfterSeconds: 3600 },
  unavailable: { status: { path: ALL, code: 503 } },
  slow: { slow: { path: ALL, ms: 400 } },
  silent: { hang: ALL },
  "truncated-answer": { truncate: { path: ALL, how: "clean-end" } },
  "cut-connection": { truncate: { path: ALL, how: "cut-connection" } },
  "endless-answer": { hugeBody: ALL },
  garbage: { garbage: ALL },
  "login-page": { loginPage: ALL },
  "redirect-to-login": { redirectToLogin: ALL },
  "wrong-number": { wrongNumber: UNKNOWN },
  "clock-off": { clockSkewMs: 3_600_000 },
};

const RIGHTS: Readonly<Partial<Record<TicketSituation, TopdeskRights>>> = {
  forbidden: { denied: ["/operatorChanges"] },
  "part-forbidden": { denied: ["/operatorChangeActivities"] },
};

function optionsFor(situation: TicketSituation): DeskOptions {
  return {
    changes: CHANGES,
    faults: FAULTS[situation] ?? {},
    rights: RIGHTS[situation] ?? {},
    ...(situation === "other-zone" ? { offsetMinutes: -270 } : {}),
    ...(situation === "expired-credential" ? { account: { username: "LOCKSTEP", password: "changed-since" } } : {}),
    ...(situation === "untrusted-certificate"
      ? { declared: { tls: { fingerprint: Array.from({ length: 32 }, () => "00").join(":") } } }
      : {}),
  };
}

testTicketSystemConformance({
  make: "topdesk",
  system,
  held: HELD,
  numbers: {
    approved: APPROVED,
    unknownState: UNKNOWN,
    missing: "C2601 9999",
    hostile: [
      'C2610 0412",number!="x',
      "C2610 0412;number!=x",
      "C2610 0412,status==open",
      "C2610 0412&query=",
      "C2610 0412 ",
      "../operators",
      "I2610 0412",
    ],
  },
  approvedAs: {
    plannedStart: "2026-10-24T23:30:00Z",
    plannedEnd: "2026-10-25T02:30:00Z",
    approver: "Pat Cab",
    approvedAt: "2026-10-23T14:02:11Z",
    implementer: "Sam Engineer",
    digest: DIGEST,
    ci: "TIE Live",
  },
  keptOut: KEPT_OUT,
  forbiddenParts: ["activities", "authorisations"],
  askedOtherwise: { "GET /tas/api/applicableChangeTemplates": "asked by `tickets discover` alone" },
  notApplicable: {
    "narrowed-rights": "the API tells no count of changes, so that what an operator may not see cannot be missed",
  },
  async stage(situation) {
    const { simulator, request } = await stageDesk(optionsFor(situation));
    return {
      request: { ...request, password: PASSWORD },
      requests: () => simulator.requests,
      asked: () => simulator.asked,
      edit: (number) => simulator.state.edit(number, { processingStatus: { name: "Waiting" } }),
      stop: () => simulator.stop(),
    };
  },
});
