import type { ServiceNowFaults, ServiceNowRights } from "#services/simulators/servicenow/faults";
import type { ChangeData } from "#services/simulators/servicenow/instance-state";
import type { TicketSituation } from "#test/conformance/ticket-situations";
import { testTicketSystemConformance } from "#test/conformance/ticket-system-conformance";
import {
  APPROVED,
  approvedChange,
  DIGEST,
  daysAgo,
  type InstanceOptions,
  KEPT_OUT,
  PASSWORD,
  stageInstance,
  system,
} from "./stage-instance.js";

const UNKNOWN = "CHG0034600";
const HELD = 230;

/** More than one page: most are drafts that nobody has touched for weeks. */
const CHANGES: readonly ChangeData[] = [
  approvedChange(),
  approvedChange({ number: UNKNOWN, state: "17" }),
  ...Array.from({ length: HELD - 2 }, (_, at) =>
    approvedChange(
      {
        number: `CHG01${String(at).padStart(5, "0")}`,
        state: "-5",
        approval: "not requested",
        approval_set: "",
        sys_updated_on: daysAgo(20),
      },
      { approvals: [], tasks: [], items: [], audit: [] },
    ),
  ),
];

const ALL = "*";
const FAULTS: Readonly<Partial<Record<TicketSituation, ServiceNowFaults>>> = {
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

const RIGHTS: Readonly<Partial<Record<TicketSituation, ServiceNowRights>>> = {
  forbidden: { deniedTables: ["change_request"] },
  "narrowed-rights": { hiddenChanges: [APPROVED] },
  "part-forbidden": { deniedTables: ["sysapproval_approver"] },
};

function optionsFor(situation: TicketSituation): InstanceOptions {
  const zone = { zone: "America/New_York", dates: "american", queriesInAccountZone: true } as const;
  return {
    changes: CHANGES,
    faults: FAULTS[situation] ?? {},
    rights: RIGHTS[situation] ?? {},
    ...(situation === "other-zone" ? zone : {}),
    ...(situation === "expired-credential"
      ? { account: { username: "lockstep.reader", password: "changed-since" } }
      : {}),
    ...(situation === "untrusted-certificate"
      ? { declared: { tls: { fingerprint: Array.from({ length: 32 }, () => "00").join(":") } } }
      : {}),
  };
}

testTicketSystemConformance({
  make: "servicenow",
  system,
  held: HELD,
  numbers: {
    approved: APPROVED,
    unknownState: UNKNOWN,
    missing: "CHG9999999",
    hostile: [
      "CHG0034512^ORnumberISNOTEMPTY",
      "CHG0034512&sysparm_query=",
      "javascript:gs.getUser()",
      "CHG0034512 ",
      "INC0000001",
      "../sys_user",
    ],
  },
  approvedAs: {
    plannedStart: "2026-10-24T23:30:00Z",
    plannedEnd: "2026-10-25T02:30:00Z",
    approver: "pat.cab",
    approvedAt: "2026-10-23T14:02:11Z",
    implementer: "sam.engineer",
    digest: DIGEST,
    ci: "TIE Live",
  },
  keptOut: KEPT_OUT,
  forbiddenParts: ["approvals"],
  askedOtherwise: {
    "GET /api/now/v2/table/sys_choice": "asked by `tickets discover` alone",
    "GET /api/now/v2/table/sys_dictionary": "asked by `tickets discover` alone",
    "GET /api/sn_chg_rest/change": "asked where the estate says scope.api: change",
    "GET /api/sn_chg_rest/change/*/conflict": "asked about a ticket that the instance marks with a conflict",
    "POST /oauth_token.do": "asked where the estate says auth: client-credentials",
  },
  async stage(situation) {
    const { simulator, request } = await stageInstance(optionsFor(situation));
    return {
      request: { ...request, password: PASSWORD },
      requests: () => simulator.requests,
      asked: () => simulator.asked,
      edit: (number) => simulator.state.edit(number, { backout_plan: "restore the package before" }),
      stop: () => simulator.stop(),
    };
  },
});
