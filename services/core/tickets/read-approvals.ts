import type { ApprovalFact } from "#schemas/change-ticket";
import type { MappedApproval, TicketMapping } from "#schemas/ticket-mapping";
import { parsePlace, valuesAt } from "./place.js";
import { firstText } from "./reach.js";
import { readMappedTime } from "./read-mapped-time.js";
import { type Notes, readText, wordOf } from "./ticket-values.js";

const MAX_APPROVALS = 500;

/** Reads the dated approvals of a ticket from every source that its mapping names, in their order there. */
export function readApprovals(parts: unknown, mapping: TicketMapping, notes: Notes): ApprovalFact[] {
  const all = mapping.approvals.flatMap((source) =>
    entriesOf(parts, source).flatMap((entry) => readApproval(entry, source, mapping.zone, notes)),
  );
  if (all.length > MAX_APPROVALS) notes.problems.push(`approvals has more than ${MAX_APPROVALS} entries`);
  return all.slice(0, MAX_APPROVALS);
}

function entriesOf(parts: unknown, { each }: MappedApproval): readonly unknown[] {
  return each === undefined ? [parts] : valuesAt(parts, parsePlace(each));
}

function readApproval(entry: unknown, source: MappedApproval, zone: string, notes: Notes): ApprovalFact[] {
  const written = firstText(entry, source.decision.from);
  const { reading, written: writtenAt } = readMappedTime(entry, source.at, zone);
  if (written === null && writtenAt === null) return [];
  const decision = (written === null ? undefined : wordOf(written, source.decision.words)) ?? "unknown";
  if (reading.state === "unreadable" || reading.state === "gap") {
    notes.problems.push("an approval has a time that is not of the form that the mapping says");
  }
  const at = reading.state === "exact" ? reading.at : reading.state === "overlap" ? preferred(reading, decision) : null;
  const by = readText("approvals", entry, source.by, notes);
  return [
    {
      // Who takes an approval back in the record of edits ends it, whoever gave it.
      by: source.evidence === "audit-log" && decision !== "approved" ? null : by,
      decision,
      at,
      timeEvidence: at === null ? "none" : source.evidence,
    },
  ];
}

/** Of two readings the one that lets less pass: approved late, withdrawn early. */
function preferred(reading: { readonly earlier: string; readonly later: string }, decision: ApprovalFact["decision"]) {
  return decision === "approved" ? reading.later : reading.earlier;
}
