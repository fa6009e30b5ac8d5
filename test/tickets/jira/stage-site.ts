import type { TicketSystem as Declared } from "#schemas/estate";
import type { TicketFact } from "#schemas/ticket-fact";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import type { TicketRequest, TicketSystem } from "#services/ports/ticket-system";
import type { IssueData, JiraModel, Stored } from "#services/simulators/jira/site-model";
import { createJira, createJiraServiceManagement } from "#services/tickets/jira/system";
import type { TakesNotes } from "#test/fakes/guard-wire";
import { type JiraSimulator, type JiraSimulatorOptions, startJiraSimulator } from "#test/fakes/start-jira-simulator";

export const DIGEST = `sha256:${"5e".repeat(32)}`;
export const TOKEN = "ATATT-Rhub4rb-crumble-custard";
export const APPROVED = "CHG-120";

/** Invented, like everybody here. */
const USERS = [
  { name: "lockstep.reader", displayName: "Lockstep Reader", email: "lockstep.reader@hospital.test" },
  { name: "pat.cab", displayName: "Pat Cab", email: "pat.cab@hospital.test" },
  { name: "robin.lead", displayName: "Robin Lead", email: "robin.lead@hospital.test" },
  { name: "sam.engineer", displayName: "Sam Engineer", email: "sam.engineer@hospital.test" },
  { name: "alex.ward", displayName: "Alex Ward", email: "alex.ward@hospital.test" },
];

/** Texts that stand in tickets and go no further. */
export const KEPT_OUT = ["Doris Example", "9434765919", "Repoint the ADT feed", "ring the ward first", "Sam Engineer"];

export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}

type Fields = Readonly<Record<string, Stored>>;

/** What a change says, however it is approved: in its window, in implementation by Sam. */
function change(fields: Fields): Fields {
  return {
    summary: "Repoint the ADT feed",
    description: "Doris Example, 9434765919, was sent to the wrong ward.\nring the ward first",
    issuetype: "Change",
    status: "Implementing",
    assignee: "sam.engineer",
    reporter: "alex.ward",
    created: "2026-10-19T08:00:00Z",
    updated: daysAgo(5),
    components: ["TIE Live"],
    "Change type": "Normal",
    "Planned start": "2026-10-24T23:30:00Z",
    "Planned end": "2026-10-25T02:30:00Z",
    "Implementation plan": `Import the package.\n${DIGEST}`,
    ...fields,
  };
}

/** A change whose approval is a step of the workflow: Pat moved it to 'Approved' on the day before its window. */
export function approvedByStep(fields: Fields = {}, more: Partial<IssueData> = {}): IssueData {
  const by = "sam.engineer";
  return {
    key: APPROVED,
    fields: change(fields),
    edits: [
      { at: "2026-10-20T09:00:00Z", by, field: "status", from: "Draft", to: "Awaiting approval" },
      { at: "2026-10-23T14:02:11Z", by: "pat.cab", field: "status", from: "Awaiting approval", to: "Approved" },
      { at: "2026-10-24T23:25:00Z", by, field: "status", from: "Approved", to: "Implementing" },
    ],
    ...more,
  };
}

/** A request whose approval has two stages: Robin approved the first, Pat the second, on the day before its window. */
export function approvedInStages(fields: Fields = {}, more: Partial<IssueData> = {}): IssueData {
  const by = "sam.engineer";
  return {
    key: APPROVED,
    fields: change({ components: [], "Affected services": ["TIE Live"], "Request Type": "Normal change", ...fields }),
    approvals: [
      {
        name: "Peer review",
        asked: "2026-10-20T09:00:00Z",
        decided: "2026-10-21T10:00:00Z",
        decision: "approved",
        approvers: { "robin.lead": "approved" },
      },
      {
        name: "CAB approval",
        asked: "2026-10-21T10:00:01Z",
        decided: "2026-10-23T14:02:11Z",
        decision: "approved",
        approvers: { "pat.cab": "approved", "robin.lead": "pending" },
      },
    ],
    edits: [
      { at: "2026-10-20T09:00:00Z", by, field: "status", from: "Planning", to: "Awaiting approval" },
      {
        at: "2026-10-21T10:00:00Z",
        by: "robin.lead",
        field: "status",
        from: "Awaiting approval",
        to: "Awaiting CAB approval",
      },
      {
        at: "2026-10-23T14:02:11Z",
        by: "pat.cab",
        field: "status",
        from: "Awaiting CAB approval",
        to: "Awaiting implementation",
      },
      { at: "2026-10-24T23:25:00Z", by, field: "status", from: "Awaiting implementation", to: "Implementing" },
    ],
    ...more,
  };
}

export type Make = "jira" | "jira-service-management";

export interface SiteOptions extends Partial<Omit<JiraSimulatorOptions, "model">>, TakesNotes {
  /** Default `jira-service-management`. */
  readonly make?: Make;
  readonly issues?: readonly IssueData[];
  readonly model?: Partial<JiraModel>;
  readonly declared?: Partial<Declared>;
}

export interface StagedSite {
  readonly simulator: JiraSimulator;
  readonly system: TicketSystem;
  readonly request: TicketRequest & { readonly password: string };
}

const LIMITS = {
  answerTimeoutMs: 1000,
  silenceTimeoutMs: 1000,
  startingPollMs: 20,
  startingWaitMs: 60,
  maxItemBytes: 4_000_000,
};

export const SYSTEMS: Readonly<Record<Make, TicketSystem>> = {
  jira: createJira(LIMITS),
  "jira-service-management": createJiraServiceManagement(LIMITS),
};

/** Starts a site, and says how to ask it. */
export async function stageSite(options: SiteOptions = {}): Promise<StagedSite> {
  const { make = "jira-service-management", issues, model, declared, ...rest } = options;
  const approved = make === "jira" ? approvedByStep() : approvedInStages();
  const [reader] = USERS;
  const simulator = await startJiraSimulator({
    model: { users: USERS, projects: ["CHG", "ITSM"], issues: issues ?? [approved], ...model },
    account: { name: "lockstep.reader", email: reader?.email ?? "", token: TOKEN },
    ...rest,
  });
  const account = options.deployment === "data-center" ? {} : { username: reader?.email ?? "" };
  const request = {
    declared: {
      id: "itsm",
      system: make,
      url: simulator.url,
      passwordEnv: "ITSM_TOKEN",
      scope: { projects: "CHG" },
      tls: { fingerprint: simulator.fingerprint },
      ...account,
      ...declared,
    },
    mapping: defaultMappingOf(make),
    password: TOKEN,
    timeoutMs: 20_000,
    now: () => new Date(),
  };
  return { simulator, system: SYSTEMS[make], request };
}

/** Stages a site for one test. */
export async function withSite(options: SiteOptions, test: (staged: StagedSite) => Promise<unknown>): Promise<void> {
  const staged = await stageSite(options);
  try {
    await test(staged);
  } finally {
    await staged.simulator.stop();
  }
}

/** The one fact about a ticket. */
export async function factOf({ system, request }: StagedSite, number = APPROVED): Promise<TicketFact> {
  const { facts } = await system.find(request, [number]);
  const [fact] = facts;
  if (fact === undefined || facts.length !== 1) throw new Error(`${facts.length} facts about ${number}`);
  return fact;
}
