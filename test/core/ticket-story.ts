import assert from "node:assert/strict";
import type { Authorisation } from "#schemas/authorisation";
import type { ChangeControl } from "#schemas/change-control";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { Finding } from "#schemas/finding";
import type { ChangeFacts } from "#services/core/authorisation/change-facts";
import { DEFAULT_CHANGE_CONTROL } from "#services/core/authorisation/default-change-control";
import type { TicketReading } from "#services/core/authorisation/ticket-reading";
import { matchTickets } from "#services/core/match-tickets";
import { withPseudonyms } from "./pseudonymous-story.js";

/** The day of most of these stories: a Wednesday, in winter time, so that local time is UTC. */
export const DAY = "2026-11-18";

/** An instant of that day, for example `on("14:02:10")`. */
export function on(time: string): string {
  return `${DAY}T${time.length === 5 ? `${time}:00` : time}Z`;
}

export function aFinding(about: Partial<Finding> = {}): Finding {
  return {
    id: `sha256:${"1".repeat(64)}`,
    artefact: { kind: "channel", key: "k1", name: "ADT_PAS_IN", path: "channels/adt-pas-in~k1" },
    concept: "interface",
    case: "production-changed",
    severity: "high",
    tier: 2,
    flow: "ADT",
    owner: "integration",
    blocksReadiness: true,
    explainedBy: null,
    meaning: "",
    changes: [{ path: "/port", label: "Port", kind: "changed", baseline: "6661", production: "7777", standby: "6661" }],
    operability: { production: "deployed", standby: "deployed" },
    authorisation: {
      verdict: "not-applicable",
      ticket: null,
      changedBetween: null,
      actors: [],
      trace: [],
      suggestions: [],
    },
    ...about,
  };
}

/** A change of production by sam, at 12:00, naming CHG0000001. */
export function aChange(about: Partial<ChangeFacts> = {}): ChangeFacts {
  return {
    engineId: "tie",
    nodeId: "tie-a",
    role: "primary",
    interval: [on("12:00"), on("12:00")],
    tookEffect: null,
    actors: ["sam"],
    digest: null,
    references: ["CHG0000001"],
    ...about,
  };
}

export function changedAt(time: string, about: Partial<ChangeFacts> = {}): ChangeFacts {
  return aChange({ interval: [on(time), on(time)], ...about });
}

/** A ticket that authorises `aChange`: approved at 10:00 by pat, window 11:00 to 13:00, sam implements. */
export function aTicket(about: Partial<ChangeTicket> = {}): ChangeTicket {
  return {
    system: "file",
    instance: "drop-folder",
    number: "CHG0000001",
    url: null,
    kind: "normal",
    templateId: null,
    lifecycle: "implement",
    lifecycleRaw: "implement",
    approval: "approved",
    approvals: [approvedAt("10:00")],
    planned: { start: on("11:00"), end: on("13:00"), sourceZone: null },
    onHold: false,
    cis: ["tie"],
    channels: ["ADT_*"],
    implementers: ["sam@trust.example"],
    requester: "alex@trust.example",
    digests: [],
    closedAt: null,
    updatedAt: on("10:00"),
    observedAt: on("16:00"),
    rawSha256: "0".repeat(64),
    ...about,
  };
}

export function approvedAt(
  time: string | null,
  by: string | null = "pat@trust.example",
): ChangeTicket["approvals"][number] {
  return {
    by,
    decision: "approved",
    at: time === null ? null : on(time),
    timeEvidence: time === null ? "none" : "approver-timestamp",
  };
}

export function rejectedAt(time: string, by = "pat@trust.example"): ChangeTicket["approvals"][number] {
  return { by, decision: "rejected", at: on(time), timeEvidence: "approver-timestamp" };
}

export interface Story {
  readonly finding?: Partial<Finding>;
  readonly change?: ChangeFacts;
  readonly changes?: readonly ChangeFacts[];
  readonly tickets?: readonly ChangeTicket[];
  readonly readings?: readonly TicketReading[];
  readonly earlier?: readonly ChangeTicket[];
  readonly control?: Partial<ChangeControl>;
  readonly graceMinutes?: number;
  /** Default 16:00 of the day. */
  readonly at?: string;
}

/** Tells one story and gives what matching says of it; with a pseudonym for each name it has to say the same. */
export function tell(story: Story = {}): Authorisation {
  const told = match(story);
  const { tickets, change, changes } = story;
  const whole = { ...story, tickets: tickets ?? [aTicket()], ...(changes ? {} : { change: change ?? aChange() }) };
  assert.deepEqual(judgementOf(match(withPseudonyms(whole))), judgementOf(told), "pseudonyms make no other verdict");
  return told;
}

function judgementOf({ verdict, ticket, trace, duties }: Authorisation) {
  const tests = trace.map(({ facts: _facts, ...rest }) => rest);
  return { verdict, ticket, tests, duties };
}

function match(story: Story): Authorisation {
  const finding = aFinding(story.finding);
  const at = story.at ?? on("16:00");
  const [matched] = matchTickets([finding], {
    tickets: story.readings ?? [reading(story.tickets ?? [aTicket()], at)],
    earlier: story.earlier ?? [],
    changes: { [finding.id]: story.changes ?? [story.change ?? aChange()] },
    policy: policyOf(story),
    interfaceKinds: ["channel"],
    at,
  });
  if (matched === undefined) throw new Error("a finding was lost");
  return matched.authorisation;
}

export function policyOf({ control, graceMinutes }: Pick<Story, "control" | "graceMinutes">) {
  return {
    settings: { ...SETTINGS, ticketGraceMinutes: graceMinutes ?? 0 },
    changeControl: { ...DEFAULT_CHANGE_CONTROL, ...control },
  };
}

export function reading(tickets: readonly ChangeTicket[], exportedAt: string): TicketReading {
  return { state: "read", exportedAt, tickets, warnings: [] };
}

const SETTINGS = {
  maxOverrideHours: 24,
  overrideNeedsSecondPerson: false,
  mode: "enforce" as const,
  maxSnapshotAgeMinutes: 60,
  maxColdSnapshotAgeMinutes: 10_080,
  maxNodesApartMinutes: 30,
  expiryHorizonDays: 30,
  maxClockSkewSeconds: 120,
  massChangeShare: 0.2,
  maxWaiverDays: 90,
  unauthorisedBlocksReadiness: false,
  storeMessageTemplates: false,
  maxTicketAgeMinutes: 60,
  fallbackTier: 1,
  fallbackFlow: "Not mapped",
  fallbackOwner: "Integration team",
  fallbackMeaning: "",
};

/** An emergency made at 12:00: raised at 12:30, approved at 15:00, and not reviewed yet. */
export const EMERGENCY = {
  kind: "emergency" as const,
  planned: { start: null, end: null, sourceZone: null },
  approvals: [approvedAt("15:00")],
  raisedAt: on("12:30"),
  updatedAt: on("15:00"),
};

export const TEMPLATE = { id: "STD-PORT", kinds: ["channel"], paths: ["/port", "/destinationConnectors/*/port"] };

export const DIGEST = `sha256:${"d".repeat(64)}`;

export function standardTicket(about: Partial<ChangeTicket> = {}): ChangeTicket {
  return aTicket({ kind: "standard", templateId: "STD-PORT", approval: "not-required", approvals: [], ...about });
}

export function freeze() {
  return { name: "winter", start: on("00:00"), end: "2026-11-30T00:00:00Z" };
}

export function unavailable() {
  return { state: "unavailable" as const, message: "the drop folder cannot be read (EACCES)" };
}

/** A change that names no ticket. */
export function unnamed(): ChangeFacts {
  return aChange({ references: [] });
}

export function explained(by: "expected-difference" | "waiver") {
  return { explainedBy: { by, id: "r1", reason: "", expires: null } };
}
