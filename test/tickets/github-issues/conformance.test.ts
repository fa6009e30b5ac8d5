import type { GitHubFaults, GitHubRights } from "#services/simulators/github-issues/faults";
import type { IssueData } from "#services/simulators/github-issues/hub-state";
import type { TicketSituation } from "#test/conformance/ticket-situations";
import { testTicketSystemConformance } from "#test/conformance/ticket-system-conformance";
import {
  APPROVED,
  approvedIssue,
  DIGEST,
  daysAgo,
  type HubOptions,
  KEPT_OUT,
  SCOPE,
  stageHub,
  system,
  TOKEN,
} from "./stage-hub.js";

const UNKNOWN = 900;
const HELD = 130;

/** More than one page, pull requests among them. */
const ISSUES: readonly IssueData[] = [
  approvedIssue({ number: 411, pull_request: {} }),
  approvedIssue(),
  approvedIssue({ number: UNKNOWN, state: "closed", state_reason: "postponed" }),
  ...Array.from({ length: HELD - 2 }, (_, at) => approvedIssue({ number: 1000 + at, updated_at: daysAgo(20) }, [])),
];

const ALL = "*";
const FAULTS: Readonly<Partial<Record<TicketSituation, GitHubFaults>>> = {
  "rate-limited-once": { quota: { times: 1, fullInSeconds: 2 } },
  "rate-limited": { quota: { times: 1000, fullInSeconds: 3600 } },
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

const RIGHTS: Readonly<Partial<Record<TicketSituation, GitHubRights>>> = {
  forbidden: { hidden: ["repository"] },
  "narrowed-rights": { hidden: ["issues"] },
  "part-forbidden": { hidden: ["timeline"] },
};

function optionsFor(situation: TicketSituation): HubOptions {
  return {
    issues: ISSUES,
    faults: FAULTS[situation] ?? {},
    rights: RIGHTS[situation] ?? {},
    declared: { scope: { ...SCOPE, team: "hospital/change-board" } },
    ...(situation === "expired-credential" ? { token: "changed-since" } : {}),
    ...(situation === "untrusted-certificate"
      ? { declared: { scope: SCOPE, tls: { fingerprint: Array.from({ length: 32 }, () => "00").join(":") } } }
      : {}),
  };
}

testTicketSystemConformance({
  make: "github-issues",
  system,
  held: HELD,
  numbers: {
    approved: APPROVED,
    unknownState: `GH-${UNKNOWN}`,
    missing: "GH-999999",
    hostile: ["GH-412/timeline", "GH-412?per_page=1", "GH-0", "GH-../pulls", "GH-412 ", "#412", "hospital/changes#412"],
  },
  approvedAs: {
    plannedStart: "2026-10-24T23:30:00Z",
    plannedEnd: "2026-10-25T02:30:00Z",
    approver: "Pat-Cab",
    approvedAt: "2026-10-23T14:02:11Z",
    implementer: "sam-engineer",
    digest: DIGEST,
    ci: "TIE Live",
  },
  keptOut: KEPT_OUT,
  forbiddenParts: ["approvals"],
  notApplicable: {
    "other-zone": "the API writes every time in UTC with Z; times in the form are those of the mapping's zone",
  },
  async stage(situation) {
    const { simulator, request } = await stageHub(optionsFor(situation));
    return {
      request: { ...request, password: TOKEN },
      requests: () => simulator.requests,
      asked: () => [...simulator.asked, ...simulator.requests.map(([, path]) => path)],
      edit: (number) => simulator.state.edit(Number(number.slice(3)), { milestone: null }),
      stop: () => simulator.stop(),
    };
  },
});
