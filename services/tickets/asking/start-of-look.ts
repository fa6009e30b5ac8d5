import type { TicketRequest } from "#services/ports/ticket-system";

const DAY_MS = 86_400_000;
const OVERLAP_MS = 120_000;

/**
 * From when on edits are asked for, in milliseconds since 1970 by the system's own clock: since the last look, or as far back as
 * the estate says (90 days), and two minutes more, since clocks differ.
 */
export function startOfLook(
  { declared }: Pick<TicketRequest, "declared">,
  since: string | null,
  { began, clockSkewMs = 0 }: { readonly began: Date; readonly clockSkewMs: number | undefined },
): number {
  const from = since === null ? began.getTime() - (declared.lookBackDays ?? 90) * DAY_MS : Date.parse(since);
  return from + clockSkewMs - OVERLAP_MS;
}
