import assert from "node:assert/strict";
import type { TicketFact } from "#schemas/ticket-fact";
import { LockstepError } from "#services/core/errors";
import { isNumber } from "#services/core/tickets/is-number";
import { projectFact } from "#services/core/tickets/project-fact";
import type { TicketAnswer, TicketRequest, TicketSystem } from "#services/ports/ticket-system";

/** A ticket system in memory, whose tickets and whose health a test sets. */
export interface InventedTickets {
  readonly system: TicketSystem;
  /** Makes or edits a ticket now. */
  say(number: string, ticket: Readonly<Record<string, unknown>>, at: string): void;
  remove(number: string): void;
  /** What every look fails with; `undefined`: it answers. */
  failure: Error | undefined;
  /** Numbers that the account may not see: to ask for one of them is refused. */
  readonly hidden: Set<string>;
  /** Every number that was asked for. */
  readonly asked: string[];
  /** Since when each list was asked for. */
  readonly listed: (string | null)[];
}

/** Makes an empty one. */
export function inventTickets(): InventedTickets {
  const tickets = new Map<string, { readonly parts: Record<string, unknown>; readonly editedAt: string }>();
  const desk: InventedTickets = {
    failure: undefined,
    hidden: new Set(),
    asked: [],
    listed: [],
    say(number, ticket, at) {
      tickets.set(number, { parts: { ticket: { number, updated: at, ...ticket } }, editedAt: at });
    },
    remove: (number) => void tickets.delete(number),
    system: {
      system: "invented",
      readRequests: [],
      writeRequests: [],
      declarationProblems: () => [],
      list(request, since) {
        desk.listed.push(since);
        const edited = [...tickets].filter(([, { editedAt }]) => since === null || editedAt >= since);
        return answer(
          request,
          edited.map(([number]) => number),
          [],
        );
      },
      async find(request, numbers) {
        desk.asked.push(...numbers);
        if (numbers.some((number) => desk.hidden.has(number))) {
          throw new LockstepError("rights-narrowed", "desk hides a ticket from the account.");
        }
        for (const number of numbers) assert.ok(isNumber(number, request.mapping), number);
        return answer(
          request,
          numbers.filter((number) => tickets.has(number)),
          numbers.filter((number) => !tickets.has(number)),
        );
      },
      discover: () => assert.fail("nobody discovers an invented system"),
      diagnose: () => Promise.resolve([]),
    },
  };

  async function answer(
    request: TicketRequest,
    numbers: readonly string[],
    gone: readonly string[],
  ): Promise<TicketAnswer> {
    if (desk.failure !== undefined) throw desk.failure;
    const completeTo = request.now().toISOString();
    const facts = numbers.map(
      (number): TicketFact => ({
        schema: "lockstep/ticket-fact@1",
        system: "invented",
        instance: request.declared.id,
        number,
        observedAt: completeTo,
        parts: projectFact(tickets.get(number)?.parts ?? {}, request.mapping),
        unread: [],
      }),
    );
    return { completeTo, facts, gone, warnings: [] };
  }

  return desk;
}

/** How such a system's tickets are read: `policy/tickets/desk.yaml`. */
export const INVENTED_MAPPING = {
  system: "invented",
  zone: "UTC",
  number: { from: ["/ticket/number"], pattern: "RFC-[0-9]{4}" },
  kind: [{ from: ["/ticket/kind"], words: { normal: "normal", emergency: "emergency", standard: "standard" } }],
  lifecycle: { from: ["/ticket/status"], words: { doing: "implement", closed: "closed", cancelled: "cancelled" } },
  approval: { from: ["/ticket/approval"], words: { yes: "approved", no: "rejected", asked: "requested" } },
  approvals: [
    {
      by: { from: ["/ticket/approver"] },
      decision: { from: ["/ticket/approval"], words: { yes: "approved", no: "rejected", asked: "requested" } },
      at: { from: ["/ticket/approvedAt"], form: "offset" },
      evidence: "aggregate-timestamp",
    },
  ],
  plannedStart: { from: ["/ticket/start"], form: "offset" },
  plannedEnd: { from: ["/ticket/end"], form: "offset" },
  cis: [{ from: ["/ticket/ci"] }],
  channels: [],
  implementers: [{ from: ["/ticket/implementer"] }],
  digests: { from: ["/ticket/text"] },
  updatedAt: { from: ["/ticket/updated"], form: "offset" },
};
