import type { TicketSystem as Declared } from "#schemas/estate";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ChangeData, Stored } from "#services/simulators/topdesk/desk-state";
import { createTopdesk } from "#services/tickets/topdesk/system";
import type { TakesNotes } from "#test/fakes/guard-wire";
import {
  startTopdeskSimulator,
  type TopdeskSimulator,
  type TopdeskSimulatorOptions,
} from "#test/fakes/start-topdesk-simulator";

export const DIGEST = `sha256:${"7d".repeat(32)}`;
export const PASSWORD = "appl1-cation&pass w0rd";
export const APPROVED = "C2610 0412";

/** Texts that stand in changes and go no further. */
export const KEPT_OUT = ["Doris Example", "9434765919", "Repoint the ADT feed", "ring the ward first"];

export function daysAgo(days: number): string {
  return `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

export const BY_PAT: Stored = {
  activityType: "authorization",
  changePhase: "rfc",
  status: "approved",
  assignee: { type: "operator", name: "Pat Cab" },
  finalDate: "2026-10-23T14:02:11Z",
};

export const BY_SAM: Stored = {
  activityType: "normal",
  changePhase: "progress",
  status: "open",
  briefDescription: "Import it; Doris Example is told",
  assignee: { type: "operator", name: "Sam Engineer" },
  plannedStartDate: "2026-10-24T23:30:00Z",
  plannedFinalDate: "2026-10-25T01:00:00Z",
};

/** What Kim does after Sam; the change itself ends with the later of the two. */
export const BY_KIM: Stored = {
  ...BY_SAM,
  assignee: { type: "operator", name: "Kim Network" },
  plannedStartDate: "2026-10-25T01:00:00Z",
  plannedFinalDate: "2026-10-25T02:30:00Z",
};

export const RFC: Stored = {
  plannedEndDate: "2026-10-23T16:00:00Z",
  endDate: "2026-10-23T14:02:30Z",
  rejectedDate: null,
  authorizer: { name: "CAB" },
};

/** An extensive change, authorised by Pat on the day before its window, in progress by Sam and Kim. */
export function approvedChange(
  fields: Stored = {},
  activities: readonly Stored[] = [BY_PAT, BY_SAM, BY_KIM],
): ChangeData {
  return {
    change: {
      number: APPROVED,
      changeType: "extensive",
      phase: "progress",
      status: "open",
      processingStatus: { name: "In progress" },
      briefDescription: "Repoint the ADT feed: Doris Example, 9434765919, ring the ward first",
      externalNumber: "",
      template: { number: "TPL-INT-01" },
      object: { name: "TIE Live" },
      urgent: false,
      requester: { name: "Alex Ward" },
      optionalFields1: { text1: `Digest: ${DIGEST}`, text2: null },
      phases: {
        rfc: RFC,
        progress: { plannedEndDate: "2026-10-25T02:30:00Z", endDate: null, noGoDate: null },
        evaluation: { endDate: null },
      },
      creationDate: "2026-10-19T08:00:00Z",
      modificationDate: daysAgo(5),
      ...fields,
    },
    activities,
  };
}

/** A simple change: it has no phases and nobody to authorise it. */
export function simpleChange(fields: Stored = {}): ChangeData {
  const simple = {
    assignee: { name: "Sam Engineer" },
    plannedStartDate: "2026-10-24T23:30:00Z",
    plannedImplementationDate: "2026-10-25T02:30:00Z",
    closedDate: null,
  };
  return approvedChange({ changeType: "simple", phase: "simple", phases: null, simple, ...fields }, []);
}

export interface DeskOptions extends Partial<Omit<TopdeskSimulatorOptions, "model">>, TakesNotes {
  readonly changes?: readonly ChangeData[];
  readonly declared?: Partial<Declared>;
}

export interface StagedDesk {
  readonly simulator: TopdeskSimulator;
  readonly request: TicketRequest & { readonly password: string };
}

export const system = createTopdesk({
  answerTimeoutMs: 1000,
  silenceTimeoutMs: 1000,
  startingPollMs: 20,
  startingWaitMs: 60,
  maxItemBytes: 2_000_000,
});

/** Starts a desk, and says how to ask it. */
export async function stageDesk({ changes, declared, ...options }: DeskOptions = {}): Promise<StagedDesk> {
  const simulator = await startTopdeskSimulator({
    model: { changes: changes ?? [approvedChange()], templates: ["TPL-INT-01", "TPL-PORT"] },
    account: { username: "LOCKSTEP", password: PASSWORD },
    ...options,
  });
  const request = {
    declared: {
      id: "desk",
      system: "topdesk",
      url: simulator.url,
      username: "LOCKSTEP",
      passwordEnv: "DESK_PASSWORD",
      tls: { fingerprint: simulator.fingerprint },
      ...declared,
    },
    mapping: defaultMappingOf("topdesk"),
    password: PASSWORD,
    timeoutMs: 20_000,
    now: () => new Date(),
  };
  return { simulator, request };
}

/** Stages a desk for one test. */
export async function withDesk(options: DeskOptions, test: (staged: StagedDesk) => Promise<unknown>): Promise<void> {
  const staged = await stageDesk(options);
  try {
    await test(staged);
  } finally {
    await staged.simulator.stop();
  }
}
