import type { ApprovalFact, ChangeTicket } from "#schemas/change-ticket";
import type { ExportedApproval, ExportedTicket } from "#schemas/ticket-export";
import { cleanText, isTooLong, shorten } from "#services/core/tickets/clean-text";
import { type InstantReading, readInstant } from "#services/core/tickets/read-instant";
import { readWindow } from "./read-window.js";
import { readWord } from "./read-word.js";

/** What holds for every ticket of an export. */
export interface ExportFacts {
  readonly exportedAt: string;
  /** IANA name for times without an offset. */
  readonly zone: string;
  /** Each approval has a time of its own, or all have that of the last. */
  readonly timeEvidence: "approver-timestamp" | "aggregate-timestamp";
  readonly rawSha256: string;
}

const NUMBER = /^[\p{L}\p{N}][\p{L}\p{N} ._#/-]{0,63}$/u;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MAX_NAMES = 500;

/**
 * Reads one exported ticket; `undefined` where its number is none, since nothing can refer to it then.
 *
 * Words and times that cannot be read stay beside it in `raw` and are named in `problems`: such a ticket never authorises.
 */
export function readTicket(exported: ExportedTicket, facts: ExportFacts): ChangeTicket | undefined {
  const number = exported.number.trim();
  if (!NUMBER.test(number)) return undefined;
  const notes: Notes = { raw: {}, problems: [] };
  const zone = exported.zone?.trim() || facts.zone;
  const time = (field: TimeField, prefer: "earlier" | "later"): string | null =>
    pickInstant(field, exported[field], readInstant(exported[field], zone), prefer, notes);
  const names = (field: "cis" | "channels" | "implementers"): string[] => readNames(field, exported[field], notes);
  const planned = readWindow(exported, zone);
  const lifecycle = readWord("lifecycle", exported.lifecycle);
  const kind = readWord("kind", exported.kind);
  const approval = readWord("approval", exported.approval);
  for (const { field, raw } of [kind, lifecycle, approval]) if (raw !== null) notes.raw[field] = raw;
  Object.assign(notes.raw, planned.raw);
  notes.problems.push(...planned.problems);
  const ticket = {
    system: "file",
    instance: "drop-folder",
    number,
    url: readText("url", exported.url, notes),
    kind: kind.value,
    templateId: readText("templateId", exported.templateId, notes),
    lifecycle: lifecycle.value,
    lifecycleRaw: shorten(cleanText(exported.lifecycle ?? "")),
    approval: approval.value,
    approvals: readApprovals(exported.approvals, zone, facts, notes),
    planned: planned.window,
    onHold: exported.onHold ?? false,
    cis: names("cis"),
    channels: names("channels"),
    implementers: names("implementers"),
    requester: readText("requester", exported.requester, notes),
    digests: readDigests(exported.digests, notes),
    // Of two readings the one that lets less pass: closed early, raised, reviewed and edited late.
    closedAt: time("closedAt", "earlier"),
    updatedAt: time("updatedAt", "later"),
    raisedAt: time("raisedAt", "later"),
    reviewedAt: time("reviewedAt", "later"),
    sourceVersion: readText("sourceVersion", exported.sourceVersion, notes),
    observedAt: facts.exportedAt,
    rawSha256: facts.rawSha256,
    ...(exported.assignmentGroup == null
      ? {}
      : { assignmentGroup: readText("assignmentGroup", exported.assignmentGroup, notes) }),
    ...(exported.reviewedBy == null ? {} : { reviewedBy: readText("reviewedBy", exported.reviewedBy, notes) }),
    ...(exported.coversStandby == null ? {} : { coversStandby: exported.coversStandby }),
    ...(exported.freezeExempt == null ? {} : { freezeExempt: exported.freezeExempt }),
  };
  return {
    ...ticket,
    sourceVersion: ticket.sourceVersion ?? ticket.updatedAt,
    ...(Object.keys(notes.raw).length === 0 ? {} : { raw: notes.raw }),
    ...(notes.problems.length === 0 ? {} : { problems: notes.problems }),
  };
}

type TimeField = "closedAt" | "updatedAt" | "raisedAt" | "reviewedAt";

interface Notes {
  readonly raw: Record<string, string>;
  readonly problems: string[];
}

function pickInstant(
  field: string,
  written: string | null | undefined,
  reading: InstantReading,
  prefer: "earlier" | "later",
  { raw, problems }: Notes,
): string | null {
  if (reading.state === "absent") return null;
  if (reading.state === "exact") return reading.at;
  raw[field] = shorten(cleanText(written ?? ""));
  if (reading.state === "overlap") return reading[prefer];
  problems.push(
    `${field} is ${reading.state === "gap" ? "a local time that did not exist (dst-gap)" : "not a date and time"}`,
  );
  return null;
}

function readApprovals(
  written: ExportedTicket["approvals"],
  zone: string,
  facts: ExportFacts,
  notes: Notes,
): ApprovalFact[] {
  const all = written ?? [];
  if (all.length > MAX_NAMES) notes.problems.push(`approvals has more than ${MAX_NAMES} entries`);
  return all.slice(0, MAX_NAMES).map((fact, index) => readApproval(fact, index, zone, facts, notes));
}

function readApproval(
  { by, decision, at }: ExportedApproval,
  index: number,
  zone: string,
  facts: ExportFacts,
  notes: Notes,
): ApprovalFact {
  const field = `approvals/${index}`;
  const word = readWord("approval", decision);
  if (word.raw !== null) notes.raw[`${field}/decision`] = word.raw;
  const prefer = word.value === "approved" ? "later" : "earlier";
  const time = pickInstant(`${field}/at`, at, readInstant(at, zone), prefer, notes);
  return {
    by: readText(`${field}/by`, by, notes),
    decision: word.value,
    at: time,
    timeEvidence: time === null ? "none" : facts.timeEvidence,
  };
}

function readText(field: string, written: string | null | undefined, { problems }: Notes): string | null {
  const text = cleanText(written ?? "").trim();
  if (text === "") return null;
  if (!isTooLong(text)) return text;
  problems.push(`${field} is too long`);
  return null;
}

/** A list that loses an entry would cover more or less than was written, so that is a problem. */
function readNames(field: string, written: readonly string[] | null | undefined, notes: Notes): string[] {
  const names = (written ?? []).slice(0, MAX_NAMES).flatMap((name) => readText(field, name, notes) ?? []);
  if ((written ?? []).length > MAX_NAMES) notes.problems.push(`${field} has more than ${MAX_NAMES} entries`);
  return [...new Set(names)];
}

function readDigests(written: readonly string[] | null | undefined, notes: Notes): string[] {
  const digests = readNames("digests", written, notes).map((digest) => digest.toLowerCase());
  const strange = digests.filter((digest) => !DIGEST.test(digest)).length;
  if (strange > 0) notes.problems.push(`digests holds ${strange} that are not sha256: and 64 hex digits`);
  return digests.filter((digest) => DIGEST.test(digest));
}
