import canonicalize from "canonicalize";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { AccountSeal } from "../people/seal-account.js";
import { sha256 } from "../text/digest.js";

/**
 * Seals the people whom a ticket out of an exported file names. Its digest is of what is kept from then on: one of the file would let everybody who has the rest of it
 * prove a guess at a name.
 */
export function sealTicket({ rawSha256: _, ...ticket }: ChangeTicket, seal: AccountSeal): ChangeTicket {
  const sealed = {
    ...ticket,
    implementers: [...new Set(ticket.implementers.map((name) => seal(name, "staff")))],
    requester: sealOne(ticket.requester, seal),
    approvals: ticket.approvals.map((approval) => ({ ...approval, by: sealOne(approval.by, seal) })),
    ...(ticket.reviewedBy === undefined ? {} : { reviewedBy: sealOne(ticket.reviewedBy, seal) }),
  };
  return { ...sealed, rawSha256: sha256(canonicalize(sealed) ?? "") };
}

function sealOne(name: string | null, seal: AccountSeal): string | null {
  return name === null ? null : seal(name, "staff");
}
