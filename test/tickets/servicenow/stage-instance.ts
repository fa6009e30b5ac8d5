import type { TicketSystem as Declared } from "#schemas/estate";
import type { TicketFact } from "#schemas/ticket-fact";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ChangeData, Stored } from "#services/simulators/servicenow/instance-state";
import { createServiceNow } from "#services/tickets/servicenow/system";
import type { TakesNotes } from "#test/fakes/guard-wire";
import {
  type ServiceNowSimulator,
  type ServiceNowSimulatorOptions,
  startServiceNowSimulator,
} from "#test/fakes/start-servicenow-simulator";

export const DIGEST = `sha256:${"5e".repeat(32)}`;
export const PASSWORD = "Rhub4rb-crumble&custard";
export const APPROVED = "CHG0034512";

export const USERS = [
  { user_name: "pat.cab", name: "Pat Cab", email: "pat.cab@hospital.test" },
  { user_name: "sam.engineer", name: "Sam Engineer", email: "sam.engineer@hospital.test" },
  { user_name: "kim.network", name: "Kim Network", email: "kim.network@hospital.test" },
  { user_name: "alex.ward", name: "Alex Ward", email: "alex.ward@hospital.test" },
];

/** Texts that stand in tickets and go no further. */
export const KEPT_OUT = ["Doris Example", "9434765919", "Repoint the ADT feed", "ring the ward first"];

/** The patient in the description is invented, like everybody here. */
const TEXTS: Stored = {
  short_description: "Repoint the ADT feed",
  description: "Doris Example, 9434765919, was sent to the wrong ward. ring the ward first",
  implementation_plan: `Import the package.\n${DIGEST.toUpperCase().replace("SHA256", "sha256")}`,
  work_notes: "2026-10-24 09:00:00 - Sam Engineer (Work notes)\nDoris Example is told",
};

export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19).replace("T", " ");
}

/** A normal change, approved by Pat on the day before its window, in implementation by Sam. */
export function approvedChange(fields: Stored = {}, more: Partial<ChangeData> = {}): ChangeData {
  return {
    fields: {
      number: APPROVED,
      type: "normal",
      state: "-1",
      approval: "approved",
      approval_set: "2026-10-23 14:02:11",
      start_date: "2026-10-24 23:30:00",
      end_date: "2026-10-25 02:30:00",
      cmdb_ci: "TIE Live",
      assigned_to: "sam.engineer",
      requested_by: "alex.ward",
      conflict_status: "No Conflict",
      sys_created_on: "2026-10-19 08:00:00",
      sys_updated_on: daysAgo(5),
      sys_mod_count: "14",
      ...TEXTS,
      ...fields,
    },
    approvals: [{ approver: "pat.cab", state: "approved", at: "2026-10-23 14:02:10" }],
    tasks: ["kim.network"],
    items: ["TIE Standby"],
    audit: [
      { at: "2026-10-20 09:00:00", field: "approval", from: "not requested", to: "requested" },
      { at: "2026-10-23 14:02:11", field: "approval", from: "requested", to: "approved" },
      { at: "2026-10-23 14:02:11", field: "approval_set", from: "", to: "2026-10-23 14:02:11" },
      { at: "2026-10-24 23:35:00", field: "state", from: "-2", to: "-1" },
    ],
    ...more,
  };
}

export interface InstanceOptions extends Partial<Omit<ServiceNowSimulatorOptions, "model">>, TakesNotes {
  readonly changes?: readonly ChangeData[];
  readonly declared?: Partial<Declared>;
}

export interface StagedInstance {
  readonly simulator: ServiceNowSimulator;
  readonly request: TicketRequest & { readonly password: string };
}

export const LIMITS = {
  answerTimeoutMs: 1000,
  silenceTimeoutMs: 1000,
  startingPollMs: 20,
  startingWaitMs: 60,
  maxItemBytes: 2_000_000,
};

export const system = createServiceNow(LIMITS);

/** Starts an instance, and says how to ask it. */
export async function stageInstance({ changes, declared, ...options }: InstanceOptions = {}): Promise<StagedInstance> {
  const simulator = await startServiceNowSimulator({
    model: { users: USERS, changes: changes ?? [approvedChange()] },
    account: { username: "lockstep.reader", password: PASSWORD },
    ...options,
  });
  const request = {
    declared: {
      id: "itsm",
      system: "servicenow",
      url: simulator.url,
      username: "lockstep.reader",
      passwordEnv: "ITSM_PASSWORD",
      tls: { fingerprint: simulator.fingerprint },
      ...declared,
    },
    mapping: defaultMappingOf("servicenow"),
    password: PASSWORD,
    timeoutMs: 20_000,
    now: () => new Date(),
  };
  return { simulator, request };
}

/** Stages an instance for one test. */
export async function withInstance(
  options: InstanceOptions,
  test: (staged: StagedInstance) => Promise<unknown>,
): Promise<void> {
  const staged = await stageInstance(options);
  try {
    await test(staged);
  } finally {
    await staged.simulator.stop();
  }
}

/** The one fact about a ticket. */
export async function factOf({ request }: StagedInstance, number = APPROVED): Promise<TicketFact> {
  const { facts } = await system.find(request, [number]);
  const [fact] = facts;
  if (fact === undefined || facts.length !== 1) throw new Error(`${facts.length} facts about ${number}`);
  return fact;
}
