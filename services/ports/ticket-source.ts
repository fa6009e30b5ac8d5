import type { ChangeTicket } from "#schemas/change-ticket";

/** What a ticket system answered; unreadable is its own answer, never "no such ticket". */
export type TicketReading =
  | {
      readonly state: "read";
      readonly exportedAt: string;
      readonly tickets: readonly ChangeTicket[];
      readonly warnings: readonly string[];
    }
  | { readonly state: "unavailable"; readonly message: string };

/** Reads change tickets. */
export interface TicketSource {
  readonly system: string;
  read(now: string): Promise<TicketReading>;
}
