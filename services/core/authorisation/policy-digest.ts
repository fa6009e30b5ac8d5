import canonicalize from "canonicalize";
import type { Policy } from "#schemas/policy";
import { digestOf } from "../text/digest.js";

/**
 * The digest of the rules that changes are judged by: change control, bank holidays, and the settings that tickets are held to. A
 * change of them is a governed change itself, so every verdict tells by which it was given.
 */
export function policyDigestOf({ changeControl, settings }: Pick<Policy, "changeControl" | "settings">): string {
  const { ticketGraceMinutes, maxTicketAgeMinutes, maxClockSkewSeconds } = settings;
  const held = { ticketGraceMinutes, maxTicketAgeMinutes, maxClockSkewSeconds };
  return digestOf(canonicalize({ changeControl, settings: held }) ?? "");
}
