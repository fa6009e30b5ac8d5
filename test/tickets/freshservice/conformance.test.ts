import type { ChangeData } from "#services/simulators/freshservice/account-state";
import type { FreshserviceFaults, FreshserviceRights } from "#services/simulators/freshservice/faults";
import type { TicketSituation } from "#test/conformance/ticket-situations";
import { testTicketSystemConformance } from "#test/conformance/ticket-system-conformance";
import {
  type AccountOptions,
  API_KEY,
  APPROVED,
  approvedChange,
  DIGEST,
  daysAgo,
  KEPT_OUT,
  stageAccount,
  system,
} from "./stage-account.js";

const UNKNOWN = 900;
const HELD = 130;

/** More than one page, and older than the list goes by itself. */
const CHANGES: readonly ChangeData[] = [
  approvedChange(),
  approvedChange({ id: UNKNOWN, status: 17 }),
  ...Array.from({ length: HELD - 2 }, (_, at) =>
    approvedChange({ id: 1000 + at, status: 1, approval_status: 4, stats: {}, updated_at: daysAgo(40) }, []),
  ),
];

const ALL = "*";
const FAULTS: Readonly<Partial<Record<TicketSituation, FreshserviceFaults>>> = {
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
  "wrong-number": { wrongId: UNKNOWN },
  "clock-off": { clockSkewMs: 3_600_000 },
};

const RIGHTS: Readonly<Partial<Record<TicketSituation, FreshserviceRights>>> = {
  forbidden: { denied: ["changes"] },
  "part-forbidden": { denied: ["approvals"] },
};

function optionsFor(situation: TicketSituation): AccountOptions {
  return {
    changes: CHANGES,
    faults: FAULTS[situation] ?? {},
    rights: RIGHTS[situation] ?? {},
    ...(situation === "expired-credential" ? { apiKey: "changed-since" } : {}),
    ...(situation === "untrusted-certificate"
      ? { declared: { tls: { fingerprint: Array.from({ length: 32 }, () => "00").join(":") } } }
      : {}),
  };
}

testTicketSystemConformance({
  make: "freshservice",
  system,
  held: HELD,
  numbers: {
    approved: APPROVED,
    unknownState: `CHN-${UNKNOWN}`,
    missing: "CHN-999999",
    hostile: ["CHN-812/approvals", "CHN-812?include=x", "CHN-812&page=2", "CHN-../agents", "CHN-812 ", "INC-812"],
  },
  approvedAs: {
    plannedStart: "2026-10-24T23:30:00Z",
    plannedEnd: "2026-10-25T02:30:00Z",
    approver: "pat.cab@hospital.test",
    approvedAt: "2026-10-23T14:02:11Z",
    implementer: "sam.engineer@hospital.test",
    digest: DIGEST,
    ci: "TIE Live",
  },
  keptOut: KEPT_OUT,
  forbiddenParts: ["approvals"],
  askedOtherwise: { "GET /api/v2/change_form_fields": "asked by `tickets discover` alone" },
  notApplicable: {
    "narrowed-rights": "the API tells no count of changes, so that what an agent may not see cannot be missed",
    "other-zone": "the API writes every time in UTC with Z, whatever the zone of the agent whose key it is",
  },
  async stage(situation) {
    const { simulator, request } = await stageAccount(optionsFor(situation));
    return {
      request: { ...request, password: API_KEY },
      requests: () => simulator.requests,
      asked: () => [...simulator.asked, ...simulator.requests.map(([, path]) => path)],
      edit: (number) => simulator.state.edit(Number(number.slice(4)), { risk: 3 }),
      stop: () => simulator.stop(),
    };
  },
});
