import type { JiraFaults, JiraRights } from "#services/simulators/jira/faults";
import type { IssueData } from "#services/simulators/jira/site-model";
import type { TicketSituation } from "#test/conformance/ticket-situations";
import { testTicketSystemConformance } from "#test/conformance/ticket-system-conformance";
import {
  APPROVED,
  approvedByStep,
  approvedInStages,
  DIGEST,
  daysAgo,
  KEPT_OUT,
  type Make,
  type SiteOptions,
  SYSTEMS,
  stageSite,
  TOKEN,
} from "./stage-site.js";

const UNKNOWN = "CHG-121";
const HELD = 130;
const ALL = "*";

const FAULTS: Readonly<Partial<Record<TicketSituation, JiraFaults>>> = {
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
  "wrong-number": { wrongKey: UNKNOWN },
  "clock-off": { clockSkewMs: 3_600_000 },
};

const RIGHTS: Readonly<Partial<Record<TicketSituation, JiraRights>>> = {
  forbidden: { hiddenProjects: ["CHG", "ITSM"] },
  "narrowed-rights": { hiddenProjects: ["ITSM"] },
  "part-forbidden": { deniedApprovals: true },
};

/** A make of Jira on one kind of site. */
export interface JiraUnderTest {
  readonly make: Make;
  readonly deployment: "cloud" | "data-center";
  /** Patterns of requests that this kind of site is never sent, or by `discover` alone. */
  readonly askedOtherwise: Readonly<Record<string, string>>;
}

/** Holds one make on one kind of site against what every ticket system must do. */
export function testJira({ make, deployment, askedOtherwise }: JiraUnderTest): void {
  const isService = make === "jira-service-management";
  const shown = (name: string): string => (deployment === "cloud" ? `${name}@hospital.test` : name);
  testTicketSystemConformance({
    make,
    system: SYSTEMS[make],
    held: HELD,
    numbers: {
      approved: APPROVED,
      unknownState: UNKNOWN,
      missing: "CHG-99999",
      hostile: [
        'CHG-120" OR project != "CHG',
        "CHG-120) OR (key != X-1",
        "CHG-120 ",
        "UTF-8",
        "../myself",
        "CHG-120,ITSM-1",
      ],
    },
    approvedAs: {
      plannedStart: "2026-10-24T23:30:00Z",
      plannedEnd: "2026-10-25T02:30:00Z",
      approver: shown("pat.cab"),
      approvedAt: "2026-10-23T14:02:11Z",
      implementer: shown("sam.engineer"),
      digest: DIGEST,
      ci: "TIE Live",
    },
    keptOut: KEPT_OUT,
    forbiddenParts: ["approvals"],
    askedOtherwise,
    notApplicable: isService
      ? {}
      : { "part-forbidden": "Jira shows an issue with its record of edits as a whole, or not at all" },
    async stage(situation) {
      const { simulator, request } = await stageSite({
        make,
        deployment,
        issues: ISSUES[make],
        ...optionsFor(situation),
      });
      return {
        request,
        requests: () => simulator.requests,
        asked: () => simulator.asked,
        edit: (number) => simulator.state.edit(number, "Interfaces", "ADT_PAS_IN"),
        stop: () => simulator.stop(),
      };
    },
  });
}

const MAKERS = { jira: approvedByStep, "jira-service-management": approvedInStages };

/** More than one page: most are drafts that nobody has touched for weeks, and whose numbers do not follow each other. */
const ISSUES: Readonly<Record<Make, readonly IssueData[]>> = {
  jira: issuesOf("jira"),
  "jira-service-management": issuesOf("jira-service-management"),
};

function issuesOf(make: Make): readonly IssueData[] {
  const approved = MAKERS[make];
  const about = approved();
  const strange = [
    ...(about.edits ?? []),
    { at: "2026-10-24T23:26:00Z", by: "sam.engineer", field: "status", from: "Implementing", to: "Awaiting vendor" },
  ];
  return [
    about,
    approved({ status: "Awaiting vendor" }, { key: UNKNOWN, edits: strange }),
    ...Array.from({ length: HELD - 2 }, (_, at) =>
      approved({ status: "Draft", updated: daysAgo(20) }, { key: `CHG-${200 + at * 3}`, approvals: [], edits: [] }),
    ),
  ];
}

function optionsFor(situation: TicketSituation): SiteOptions {
  const projects = situation === "narrowed-rights" ? { scope: { projects: "CHG, ITSM" } } : {};
  const pin = Array.from({ length: 32 }, () => "00").join(":");
  return {
    faults: FAULTS[situation] ?? {},
    rights: RIGHTS[situation] ?? {},
    ...(situation === "other-zone" ? { zone: "America/New_York" } : {}),
    ...(situation === "expired-credential"
      ? { account: { name: "lockstep.reader", email: "lockstep.reader@hospital.test", token: `${TOKEN}-renewed` } }
      : {}),
    declared: { ...projects, ...(situation === "untrusted-certificate" ? { tls: { fingerprint: pin } } : {}) },
  };
}
