import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";

const DIGEST = `sha256:${"ab".repeat(32)}`;

/** A mapping of an invented ticket system that uses every form of place, word and time. */
export const MAPPING: TicketMapping = {
  system: "invented",
  zone: "Europe/London",
  number: { from: ["/ticket/number"], pattern: "RFC-[0-9]{4}" },
  link: "https://tickets.hospital.test/{number}",
  kind: [
    { from: ["/ticket/urgent"], words: { true: "emergency" } },
    { from: ["/ticket/type/name"], words: { Normal: "normal", Standard: "standard" } },
  ],
  lifecycle: { from: ["/ticket/status"], words: { Planned: "scheduled", Doing: "implement", Done: "closed" } },
  approvals: [
    {
      each: "/approvals/*",
      by: { from: ["/who"] },
      decision: { from: ["/verdict"], words: { yes: "approved", no: "rejected", asked: "requested" } },
      at: { from: ["/when"], form: "epoch-ms" },
      evidence: "approver-timestamp",
    },
  ],
  history: {
    each: "/history/*",
    at: { from: ["/at"], form: "offset" },
    field: { from: ["/field"] },
    before: { from: ["/from"] },
    after: { from: ["/to"] },
    fields: {
      status: "/ticket/status",
      text: "/ticket/text",
      start: "/ticket/fields/[name=Start]/value",
    },
  },
  plannedStart: { from: ["/ticket/fields/[name=Start]/value"], form: "local" },
  plannedEnd: { from: ["/ticket/fields/[name=End]/value"], form: "local" },
  onHold: { from: ["/ticket/hold"], yes: ["true"], no: ["false"] },
  cis: [{ from: ["/items/*/name"] }],
  channels: [{ from: ["/ticket/interfaces"], split: "," }],
  implementers: [{ from: ["/ticket/assignee/name"] }],
  requester: { from: ["/ticket/reporter/name"] },
  digests: { from: ["/ticket/text"] },
  updatedAt: { from: ["/ticket/updated"], form: "utc", absent: ["0001-01-01 00:00:00"] },
  sourceVersion: { from: ["/ticket/version"] },
  needs: ["approvals", "items"],
};

/** An answer of that system, with more in it than the mapping names. */
export const ANSWER = {
  ticket: {
    number: "RFC-1207",
    urgent: false,
    type: { name: "normal", icon: "x" },
    status: "Doing",
    text: `Patient Ada Byron 999 000 0018 complained. ${DIGEST}, please.`,
    fields: [
      { name: "Start", value: "2026-11-20 22:00" },
      { name: "End", value: "2026-11-21 02:00" },
      { name: "Ward", value: "7B" },
    ],
    hold: false,
    interfaces: "ADT_IN, ADT_OUT",
    assignee: { name: "Sam Whitfield", mail: "sam@hospital.test" },
    reporter: { name: "Alex Reid" },
    updated: "2026-11-20 14:00:00",
    version: 14,
  },
  approvals: [{ who: "Pat Lowe", verdict: "yes", when: 1_795_100_000_000, remark: "ring bed 4" }],
  items: [{ name: "TIE-LIVE", owner: "x" }],
  history: [
    { at: "2026-11-20T21:00:00+0000", field: "status", from: "Planned", to: "Doing", by: "Sam" },
    { at: "2026-11-19T09:00:00+0000", field: "text", from: "Bed 4", to: `Patient Ada ${DIGEST}` },
    { at: "2026-11-18T09:00:00+0000", field: "watchers", from: "a", to: "b" },
  ],
};

export const ANSWERED_DIGEST = DIGEST;

export function factOf(parts: TicketFact["parts"], unread: TicketFact["unread"] = []): TicketFact {
  return {
    schema: "lockstep/ticket-fact@1",
    system: "invented",
    instance: "desk",
    number: "RFC-1207",
    observedAt: "2026-11-21T03:00:00Z",
    parts,
    unread,
  };
}
