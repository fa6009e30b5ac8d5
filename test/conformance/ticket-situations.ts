/** What a ticket system is made to do; every make must be able to stage each of them, or say why it cannot occur. */
export const TICKET_SITUATIONS = [
  "healthy",
  /** The account's password, token or client secret is not, or no longer, good. */
  "expired-credential",
  "no-credential",
  /** The account may not read tickets at all. */
  "forbidden",
  /** The account sees some tickets, and the system counts more. */
  "narrowed-rights",
  /** A part that belongs to tickets, such as their approvals, may not be read. */
  "part-forbidden",
  /** Asks to wait, once, for less than the look may take. */
  "rate-limited-once",
  /** Asks to wait for longer than the look may take. */
  "rate-limited",
  "unavailable",
  "slow",
  "silent",
  "truncated-answer",
  "cut-connection",
  "endless-answer",
  "garbage",
  "login-page",
  "redirect-to-login",
  /** Answers the question for one ticket with another. */
  "wrong-number",
  "untrusted-certificate",
  /** Its clock is an hour ahead of ours. */
  "clock-off",
  /** The account's own zone and way of writing dates are not those of the machine. */
  "other-zone",
] as const;

export type TicketSituation = (typeof TICKET_SITUATIONS)[number];
