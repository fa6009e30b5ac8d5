import type { TicketReading } from "#services/core/authorisation/ticket-reading";

export type { TicketReading };

/** Reads change tickets. */
export interface TicketSource {
  readonly system: string;
  read(now: string): Promise<TicketReading>;
}
