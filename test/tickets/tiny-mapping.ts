import type { TicketMapping } from "#schemas/ticket-mapping";

/** The least that a mapping can be, for tests that are about something else. */
export const TINY_MAPPING: TicketMapping = {
  system: "tiny",
  zone: "UTC",
  number: { from: ["/ticket/number"], pattern: "CHG\\d{7}" },
  kind: [{ from: ["/ticket/type"], words: { normal: "normal" } }],
  lifecycle: { from: ["/ticket/state"], words: { implement: "implement" } },
  approvals: [],
  plannedStart: { from: ["/ticket/start"], form: "offset" },
  plannedEnd: { from: ["/ticket/end"], form: "offset" },
  cis: [],
  channels: [],
  implementers: [],
};
