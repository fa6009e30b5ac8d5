import type { ChangeControl } from "#schemas/change-control";
import type { PolicySettings } from "#schemas/policy";

/** The rules that tickets are held against: the policy's settings and its change control, completed by defaults. */
export type TicketRules = ChangeControl &
  Pick<PolicySettings, "ticketGraceMinutes" | "maxTicketAgeMinutes" | "maxClockSkewSeconds"> & {
    /** What a ticket's channels are on this product: they name nothing else. */
    readonly interfaceKinds: readonly string[];
  };
