import type { EvidenceCell, EvidenceColumn, EvidenceTable } from "#schemas/evidence-table";
import { count, day, hash, hours, instant, moment, text, yesNo } from "./columns.js";

/** A table before it has rows. */
export interface TableKind<Key extends string = string> {
  readonly id: EvidenceTableId;
  readonly title: string;
  /** What a row is, where it comes from and what it does not show. */
  readonly explains: string;
  readonly columns: readonly (EvidenceColumn & { readonly key: Key })[];
}

/** One row of it: a value for each column, and nothing else. */
export type RowOf<Table> = Table extends TableKind<infer Key> ? Readonly<Record<Key, EvidenceCell>> : never;

/** A table is also a file of the pack: its id, and `.csv`. */
export type EvidenceTableId =
  | "01-population"
  | "02-coverage"
  | "03-unmatched"
  | "04-tickets"
  | "05-tickets-without-change"
  | "06-readiness"
  | "07-exercises"
  | "08-exceptions"
  | "09-access"
  | "11-actions"
  | "12-policy"
  | "13-engines"
  | "14-access-reviews";

/** What a pack lists, by what it lists. The order is the one in which it is read; the numbers leave 10 to the integrity of the record. */
export const EVIDENCE_TABLES = {
  population: table(
    "01-population",
    "Every change that was found",
    "A row is one change of one item of configuration that was found in the period, or was found before and still stood in it: authorised changes too, changes that were made and undone between two looks, and alignments that were carried out. From the records of all checks. It holds what the item is and which of its parts differed, never a value. It does not show a change that an engine neither kept nor told of.",
    [
      hash("changeId", "Change"),
      text("kind", "Kind"),
      text("engine", "Engine"),
      text("itemKind", "Kind of item"),
      text("item", "Item"),
      text("itemPath", "Where it lies"),
      text("case", "Case"),
      text("nodes", "On"),
      text("parts", "Parts that differed"),
      count("partsCount", "How many"),
      text("severity", "Severity"),
      count("tier", "Tier"),
      text("flow", "Flow"),
      text("owner", "Owner"),
      text("madeBy", "Made by, as the engine says"),
      yesNo("attributed", "By an account of one person"),
      instant("madeAfter", "Made after"),
      instant("madeBefore", "Made before"),
      instant("foundAt", "Found"),
      text("firstVerdict", "First verdict"),
      text("verdict", "Verdict at the end"),
      text("ticket", "Ticket"),
      yesNo("authorised", "Authorised"),
      yesNo("retrospective", "Approved afterwards"),
      text("explainedBy", "Explained by"),
      text("disposition", "What became of it"),
      text("decidedBy", "Decided by"),
      instant("decidedAt", "Decided"),
      instant("goneAt", "Gone"),
      hours("hoursToDetect", "Hours until found"),
      hours("hoursToDecide", "Hours until decided"),
      hours("hoursStanding", "Hours it stood"),
      count("firstRun", "First record"),
      count("lastRun", "Last record"),
      hash("contentDigest", "Digest of the change"),
    ],
  ),
  coverage: table(
    "02-coverage",
    "What was looked at, and when",
    "A row is one engine on one day. Due, met and missed count checks by schedule: due = met + missed. Expected counts looks at nodes in every check that was recorded: expected = whole + partial + skipped + failed. The longest gap is the longest time that ended on that day without a check. It does not show what nobody was due to look at.",
    [
      text("engine", "Engine"),
      day("day", "Day"),
      count("due", "Due"),
      count("met", "Met"),
      count("missed", "Missed"),
      count("checks", "Checks recorded"),
      count("expected", "Looks expected"),
      count("whole", "Read whole"),
      count("partial", "Read in part"),
      count("skipped", "Skipped"),
      count("failed", "Failed"),
      hours("longestGapHours", "Longest gap, hours"),
      text("gapReason", "Why"),
      text("unread", "What was not read"),
    ],
  ),
  unmatched: table(
    "03-unmatched",
    "Changes that no ticket authorised",
    "A row is one row of 01-population whose last verdict in the period was another one than authorised. The owner is who answers for the interface by policy. It does not show who was at fault.",
    [
      hash("changeId", "Change"),
      text("engine", "Engine"),
      text("item", "Item"),
      text("severity", "Severity"),
      count("tier", "Tier"),
      text("verdict", "Verdict"),
      text("why", "What that means"),
      text("ticket", "Ticket named"),
      text("madeBy", "Made by, as the engine says"),
      instant("foundAt", "Found"),
      text("owner", "Owner"),
      text("disposition", "What became of it"),
      text("decidedBy", "Decided by"),
      instant("decidedAt", "Decided"),
      instant("goneAt", "Gone"),
      hours("ageHours", "Hours it stood"),
    ],
  ),
  tickets: table(
    "04-tickets",
    "Tickets that were relied on",
    "A row is one ticket that authorised a change in the period, as the ticket system told of it: each state with the time at which it was first seen or recorded. The evidence says how the time of approval is known. It does not show what the ticket system did not tell.",
    [
      text("system", "System"),
      text("instance", "Which one"),
      text("number", "Ticket"),
      text("kind", "Kind"),
      text("template", "Template"),
      text("states", "States, in order"),
      text("state", "State at the end"),
      text("approval", "Approval"),
      text("approvedBy", "Approved by"),
      instant("approvedAt", "Approved"),
      text("evidence", "How that is known"),
      instant("windowFrom", "Window from"),
      instant("windowTo", "Window to"),
      text("requester", "Asked for by"),
      text("implementers", "Given to"),
      count("changes", "Changes"),
      text("verdicts", "Verdicts"),
      instant("firstSeen", "First seen"),
      instant("lastSeen", "Last seen"),
      count("sights", "Times kept"),
      hash("digest", "Digest of the answer"),
    ],
  ),
  ticketsWithoutChange: table(
    "05-tickets-without-change",
    "Tickets without a change",
    "A row is one approved ticket whose window ended in the period, that names an engine in scope or something on it, and whose change no check has seen. From what the ticket systems told. It does not show tickets that name nothing.",
    [
      text("system", "System"),
      text("instance", "Which one"),
      text("number", "Ticket"),
      text("kind", "Kind"),
      text("state", "State at the end"),
      instant("approvedAt", "Approved"),
      instant("windowFrom", "Window from"),
      instant("windowTo", "Window to"),
      text("names", "What it names"),
      text("implementers", "Given to"),
      instant("lastSeen", "Last seen"),
    ],
  ),
  readiness: table(
    "06-readiness",
    "Readiness by day",
    "A row is one engine on one day: the verdict that stood at its end, the worst that stood on it, and what stood against readiness. A verdict stands until the next check and no longer than policy lets it; then it is unknown. It is about configuration, and does not show whether data had arrived.",
    [
      text("engine", "Engine"),
      day("day", "Day"),
      text("atEnd", "At the day's end"),
      text("worst", "Worst"),
      count("checks", "Checks on that day"),
      text("blockers", "What stood against it"),
      text("owners", "Whose"),
      yesNo("byOverride", "Ready by override"),
      text("overriddenBy", "Set aside by"),
      text("overrideReason", "Reason"),
      instant("overrideUntil", "Until"),
      count("record", "Record"),
    ],
  ),
  exercises: table(
    "07-exercises",
    "Exercises",
    "A row is one failover, restore or table-top exercise that was recorded in the period. It is complete only with its clean-up. It shows what was recorded of it; it does not show that the exercise itself was a good one.",
    [
      count("record", "Record"),
      text("engine", "Engine"),
      text("kind", "Kind"),
      instant("startedAt", "Started"),
      instant("endedAt", "Ended"),
      count("minutes", "Minutes"),
      count("rtoMinutes", "Minutes allowed"),
      yesNo("inTime", "In time"),
      text("outcome", "Outcome"),
      yesNo("cleanedUp", "Cleaned up"),
      yesNo("complete", "Complete"),
      hash("before", "Before"),
      hash("after", "After"),
      text("lessons", "Lessons"),
      text("recordedBy", "Recorded by"),
    ],
  ),
  exceptions: table(
    "08-exceptions",
    "What was tolerated, and by whom",
    "A row is one waiver, expected difference, accepted gap, override, or text permitted to leave in a pack though it looks like a patient's, that was in force in the period. From the policy that checks were judged by, and from the record of overrides. It does not show a difference that nobody declared.",
    [
      text("kind", "Kind"),
      text("id", "Name"),
      text("engine", "Engine"),
      text("what", "What"),
      text("reason", "Reason"),
      text("owner", "Owner"),
      text("approver", "Approved by"),
      text("second", "Second person"),
      text("ticket", "Ticket"),
      moment("from", "From"),
      moment("until", "Until"),
      text("standing", "At the end of the period"),
      count("ageDays", "Age in days"),
      count("record", "Record"),
    ],
  ),
  access: table(
    "09-access",
    "Who decided, and who may",
    "A row is one act of a person on Lockstep in the period, one breach of the segregation of duties, or one role held at the end. From the ledger and from policy/access.yaml. It does not show who may change the engines themselves, except where a review of access was recorded.",
    [
      text("kind", "Kind"),
      instant("at", "When"),
      text("who", "Who"),
      text("what", "What"),
      text("engine", "Engine"),
      text("role", "Role"),
      text("ticket", "Ticket"),
      text("detail", "More"),
      count("record", "Record"),
    ],
  ),
  actions: table(
    "11-actions",
    "Actions from exercises and incidents",
    "A row is one action that was raised before the end of the period and was open in it. It does not show what was agreed elsewhere.",
    [
      text("action", "Action"),
      text("engine", "Engine"),
      text("what", "What"),
      text("from", "From"),
      text("owner", "Owner"),
      instant("raisedAt", "Raised"),
      text("raisedBy", "Raised by"),
      day("due", "Due"),
      instant("closedAt", "Closed"),
      text("closedBy", "Closed by"),
      yesNo("overdue", "Overdue at the end"),
      text("ticket", "Ticket"),
      count("record", "Record"),
    ],
  ),
  policy: table(
    "12-policy",
    "Rules that verdicts rest on",
    "A row is one governed file in one version by which checks of the period were judged, from the first check that used it. The first rows are what was in force at the beginning. It does not show who argued for it.",
    [
      text("file", "File"),
      instant("from", "From the check of"),
      instant("until", "Until the check of"),
      text("what", "What happened"),
      hash("digest", "Digest"),
      hash("commit", "Commit"),
      text("by", "Committed by"),
      text("ticket", "Ticket"),
      count("record", "Record"),
    ],
  ),
  engines: table(
    "13-engines",
    "Engines in scope",
    "A row is one engine in scope as it was at the end of the period. It does not show engines that estate.yaml does not declare.",
    [
      text("engine", "Engine"),
      text("name", "Name"),
      text("product", "Product"),
      text("versions", "Versions that nodes told"),
      text("owner", "Owner"),
      text("nodes", "Nodes and their roles"),
      text("standbyMode", "Kind of standby"),
      count("items", "Items of configuration"),
      text("tiers", "Tiers"),
      hash("baseline", "Approved baseline"),
      text("baselineApprover", "Approved by"),
      instant("baselineAt", "Approved"),
      text("baselineTicket", "Ticket"),
      yesNo("baselineReviewed", "Reviewed"),
      text("verdict", "Last verdict"),
      instant("checkedAt", "Last check"),
    ],
  ),
  accessReviews: table(
    "14-access-reviews",
    "Reviews of who may do what",
    "A row is one review in the period of who holds which role in Lockstep and, where an engine told, on the engine, by whoever put it on record; without a record: at the end of the period the next one was overdue. Days count since the review before, or since the estate was made, each begun day as one; whether that is in time follows what policy/access.yaml said at the end of the period. It does not show how closely anybody looked, nor whether what had to change was changed.",
    [
      count("record", "Record"),
      instant("at", "When"),
      text("by", "By"),
      text("outcome", "Decided"),
      text("note", "What has to change"),
      count("days", "Days since the one before"),
      count("everyDays", "Days allowed"),
      yesNo("inTime", "In time"),
      count("people", "Roles of people"),
      count("groups", "Roles of groups"),
      count("tokens", "Tokens"),
      count("accounts", "Accounts and roles on engines"),
      hash("digest", "Digest of what was shown"),
    ],
  ),
} as const;

/** Rows that hold the columns of a table, in the order of what identifies them. */
export function tableOf<Key extends string>(
  { id, title, explains, columns }: TableKind<Key>,
  rows: readonly Readonly<Record<Key, EvidenceCell>>[],
): EvidenceTable {
  return { id, title, explains, columns: [...columns], rows: [...rows] };
}

function table<const Key extends string>(
  id: EvidenceTableId,
  title: string,
  explains: string,
  columns: readonly (EvidenceColumn & { readonly key: Key })[],
): TableKind<Key> {
  return { id, title, explains, columns };
}
