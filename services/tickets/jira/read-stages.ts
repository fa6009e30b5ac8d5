import { isRecord, textOf } from "#services/core/tickets/place";
import { accountOf, isPerson, type People } from "./people.js";
import type { Stage } from "./sum-approvals.js";

type Raw = Readonly<Record<string, unknown>>;

/** Reads approvals as the site writes them. Times are read from `epochMillis`: the others have no colon in their offset. */
export function readStages(approvals: readonly Raw[], people: People): readonly Stage[] {
  return approvals.map((approval) => ({
    name: textOf(approval["name"]) ?? "",
    createdMs: epochOf(approval["createdDate"]),
    completedMs: epochOf(approval["completedDate"]),
    decision: (textOf(approval["finalDecision"]) ?? "").trim().toLowerCase() || "undecided",
    approvedBy: approversOf(approval["approvers"], people),
  }));
}

function epochOf(date: unknown): number | null {
  const epoch = isRecord(date) ? date["epochMillis"] : undefined;
  return typeof epoch === "number" && Number.isSafeInteger(epoch) && epoch > 0 ? epoch : null;
}

function approversOf(approvers: unknown, people: People): readonly string[] {
  return (Array.isArray(approvers) ? approvers : []).flatMap((entry: unknown) => {
    if (!isRecord(entry) || textOf(entry["approverDecision"])?.toLowerCase() !== "approved") return [];
    const { approver } = entry;
    return isRecord(approver) && isPerson(approver) ? [accountOf(approver, people)] : [];
  });
}
