import type { TicketSystem as Declared } from "#schemas/estate";
import { defaultMappingOf } from "#services/compose/estate/ticket-systems";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { IssueData, TimelineEvent } from "#services/simulators/github-issues/hub-state";
import { createGitHubIssues } from "#services/tickets/github-issues/system";
import type { TakesNotes } from "#test/fakes/guard-wire";
import {
  type GitHubSimulator,
  type GitHubSimulatorOptions,
  startGitHubSimulator,
} from "#test/fakes/start-github-simulator";

export const DIGEST = `sha256:${"9a".repeat(32)}`;
export const TOKEN = "t0ken-of-the-reader";
export const APPROVED = "GH-412";

/** Texts that stand in issues and go no further. */
export const KEPT_OUT = ["Doris Example", "9434765919", "Repoint the ADT feed", "ring the ward first"];

export function daysAgo(days: number): string {
  return `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

/** A label set or taken away. */
export function labelled(created_at: string, login: string, name = "cab:approved", event = "labeled"): TimelineEvent {
  return { event, created_at, actor: { login }, label: { name } };
}

export function happened(event: string, created_at: string, login = "sam-engineer"): TimelineEvent {
  return { event, created_at, actor: { login } };
}

export const BY_PAT = labelled("2026-10-23T14:02:11Z", "Pat-Cab");

const ANSWERS: Readonly<Record<string, string>> = {
  "Change type": "Normal",
  "Planned start": "2026-10-25 00:30",
  "Planned end": "2026-10-25 02:30",
  "Configuration item": "TIE Live",
  Interfaces: "_No response_",
  "What and why": "Doris Example, 9434765919, was sent to the wrong ward. ring the ward first",
  Digest: `\`\`\`text\n${DIGEST}\n\`\`\``,
};

/** The body that an issue form makes of its answers. */
export function formOf(answers: Readonly<Record<string, string>> = {}): string {
  return Object.entries({ ...ANSWERS, ...answers })
    .map(([heading, answer]) => `### ${heading}\n\n${answer}`)
    .join("\n\n");
}

/** An open issue, approved by Pat on the day before its window, given to Sam. */
export function approvedIssue(
  fields: Readonly<Record<string, unknown>> = {},
  timeline: readonly TimelineEvent[] = [BY_PAT],
): IssueData {
  return {
    issue: {
      number: 412,
      title: "Repoint the ADT feed",
      body: formOf(),
      state: "open",
      state_reason: null,
      labels: [{ name: "change" }, { name: "cab:approved" }],
      user: { login: "alex-ward" },
      assignees: [{ login: "sam-engineer" }],
      created_at: "2026-10-20T08:00:00Z",
      updated_at: daysAgo(5),
      closed_at: null,
      ...fields,
    },
    timeline,
  };
}

export interface HubOptions extends Partial<Omit<GitHubSimulatorOptions, "model">>, TakesNotes {
  readonly issues?: readonly IssueData[];
  readonly declared?: Partial<Declared>;
}

export interface StagedHub {
  readonly simulator: GitHubSimulator;
  readonly request: TicketRequest & { readonly password: string };
}

export const system = createGitHubIssues({
  answerTimeoutMs: 1000,
  silenceTimeoutMs: 1000,
  startingPollMs: 20,
  startingWaitMs: 60,
  maxItemBytes: 2_000_000,
});

export const SCOPE = { repository: "hospital/changes", approvers: "pat-cab" };

/** Starts a GitHub, and says how to ask it. */
export async function stageHub({ issues, declared, ...options }: HubOptions = {}): Promise<StagedHub> {
  const simulator = await startGitHubSimulator({
    model: {
      repository: "hospital/changes",
      issues: issues ?? [approvedIssue()],
      teams: { "hospital/change-board": ["Robin-Board"] },
    },
    token: TOKEN,
    ...options,
  });
  const request = {
    declared: {
      id: "changes",
      system: "github-issues",
      url: simulator.url,
      passwordEnv: "CHANGES_TOKEN",
      tls: { fingerprint: simulator.fingerprint },
      scope: SCOPE,
      ...declared,
    },
    mapping: defaultMappingOf("github-issues"),
    password: TOKEN,
    timeoutMs: 20_000,
    now: () => new Date(),
  };
  return { simulator, request };
}

/** Stages a GitHub for one test. */
export async function withHub(options: HubOptions, test: (staged: StagedHub) => Promise<unknown>): Promise<void> {
  const staged = await stageHub(options);
  try {
    await test(staged);
  } finally {
    await staged.simulator.stop();
  }
}
