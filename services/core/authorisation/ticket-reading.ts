import type { ChangeTicket } from "#schemas/change-ticket";

/** What a ticket system answered; unreadable is its own answer, never "no such ticket". */
export type TicketReading =
  | {
      readonly state: "read";
      /** The instant up to which the answer is complete. */
      readonly exportedAt: string;
      /** When the source was last asked for single tickets, where that was later. */
      readonly askedTo?: string;
      /** Each ticket as last seen. One whose `observedAt` lies before `exportedAt` is missing from the latest answer. */
      readonly tickets: readonly ChangeTicket[];
      /** The same tickets as seen before, where the source still holds that: it proves what was approved when. */
      readonly earlier?: readonly ChangeTicket[];
      /** Numbers that the source may hold and does not show: what names one of them cannot be told. */
      readonly hidden?: readonly string[];
      readonly warnings: readonly string[];
    }
  | { readonly state: "unavailable"; readonly message: string };
