import type { TicketSystem as Declared } from "#schemas/estate";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ChangeData } from "#services/simulators/freshservice/account-state";
import { createFreshservice } from "#services/tickets/freshservice/system";
import type { TakesNotes } from "#test/fakes/guard-wire";
import {
  type FreshserviceSimulator,
  type FreshserviceSimulatorOptions,
  startFreshserviceSimulator,
} from "#test/fakes/start-freshservice-simulator";

export const DIGEST = `sha256:${"3c".repeat(32)}`;
export const API_KEY = "k3y-0f-the+reader";
export const APPROVED = "CHN-812";

/** Texts that stand in changes and go no further. */
export const KEPT_OUT = ["Doris Example", "9434765919", "Repoint the ADT feed", "ring the ward first"];

export const AGENTS = { 21: "pat.cab@hospital.test", 22: "sam.engineer@hospital.test" };
export const REQUESTERS = { 31: "alex.ward@hospital.test" };

export function daysAgo(days: number): string {
  return `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

export const BY_PAT = {
  id: 5,
  approver_id: 21,
  approver_name: "Pat Cab",
  approval_status: { id: 1, name: "approved" },
  updated_at: "2026-10-23T14:02:11Z",
};

type Fields = Readonly<Record<string, unknown>>;

/** A minor change in the second workspace, approved by Pat on the day before its window, pending release by Sam. */
export function approvedChange(fields: Fields = {}, approvals: readonly Fields[] = [BY_PAT]): ChangeData {
  return {
    change: {
      id: 812,
      workspace_id: 2,
      subject: "Repoint the ADT feed",
      description_text: `Doris Example, 9434765919, was sent to the wrong ward. ring the ward first. ${DIGEST}`,
      change_type: 1,
      status: 4,
      approval_status: 1,
      planned_start_date: "2026-10-24T23:30:00Z",
      planned_end_date: "2026-10-25T02:30:00Z",
      agent_id: 22,
      requester_id: 31,
      assets: [{ display_id: 77, name: "TIE Live" }],
      custom_fields: { ward: "ring the ward first" },
      created_at: "2026-10-20T08:00:00Z",
      updated_at: daysAgo(5),
      stats: { approval_at: "2026-10-23T14:02:11Z", closed_at: null },
      ...fields,
    },
    approvals,
  };
}

export interface AccountOptions extends Partial<Omit<FreshserviceSimulatorOptions, "model">>, TakesNotes {
  readonly changes?: readonly ChangeData[];
  readonly states?: Readonly<Record<string, string>>;
  readonly declared?: Partial<Declared>;
}

export interface StagedAccount {
  readonly simulator: FreshserviceSimulator;
  readonly request: TicketRequest & { readonly password: string };
}

export const system = createFreshservice({
  answerTimeoutMs: 1000,
  silenceTimeoutMs: 1000,
  startingPollMs: 20,
  startingWaitMs: 60,
  maxItemBytes: 2_000_000,
});

/** Starts an account, and says how to ask it. */
export async function stageAccount(options: AccountOptions = {}): Promise<StagedAccount> {
  const { changes = [approvedChange()], states = {}, declared, ...rest } = options;
  const simulator = await startFreshserviceSimulator({
    model: { changes, states, agents: AGENTS, requesters: REQUESTERS },
    apiKey: API_KEY,
    ...rest,
  });
  const request = {
    declared: {
      id: "fresh",
      system: "freshservice",
      url: simulator.url,
      passwordEnv: "FRESH_API_KEY",
      tls: { fingerprint: simulator.fingerprint },
      ...declared,
    },
    mapping: defaultMappingOf("freshservice"),
    password: API_KEY,
    timeoutMs: 20_000,
    now: () => new Date(),
  };
  return { simulator, request };
}

/** Stages an account for one test. */
export async function withAccount(
  options: AccountOptions,
  test: (staged: StagedAccount) => Promise<unknown>,
): Promise<void> {
  const staged = await stageAccount(options);
  try {
    await test(staged);
  } finally {
    await staged.simulator.stop();
  }
}
