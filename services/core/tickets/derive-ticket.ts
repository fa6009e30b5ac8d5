import canonicalize from "canonicalize";
import type { ApprovalFact, ChangeTicket } from "#schemas/change-ticket";
import type { TicketFact } from "#schemas/ticket-fact";
import type { MappedTime, TicketMapping } from "#schemas/ticket-mapping";
import { normaliseNumber } from "../authorisation/ticket-timeline.js";
import { digestOf, sha256 } from "../text/digest.js";
import { addUpApprovals } from "./add-up-approvals.js";
import { findDigests } from "./find-digests.js";
import { neededParts } from "./needed-parts.js";
import { planWindow } from "./plan-window.js";
import { firstText, textsAt } from "./reach.js";
import { readApprovals } from "./read-approvals.js";
import { readMappedTime, type TimeReading } from "./read-mapped-time.js";
import { rebuildStates, type TicketState } from "./rebuild-states.js";
import { type Notes, readFlag, readNames, readText, readWord } from "./ticket-values.js";

/**
 * Derives a ticket from what its system answered, by the mapping of that system: as it was seen, last, and before it each state
 * that the system's own record of edits shows. What cannot be read is `unknown` or a problem, and never authorises; what was
 * written stays beside it in `raw`.
 */
export function deriveTicket(fact: TicketFact, mapping: TicketMapping): readonly ChangeTicket[] {
  const about = { rawSha256: sha256(canonicalize(fact.parts) ?? ""), mapping: digestOf(canonicalize(mapping) ?? "") };
  return rebuildStates(fact, mapping).map((state) => ({ ...readState(state, fact, mapping), ...about }));
}

type Derived = Omit<ChangeTicket, "rawSha256" | "mapping">;

function readState(state: TicketState, fact: TicketFact, mapping: TicketMapping): Derived {
  const { parts } = state;
  const notes: Notes = { raw: {}, problems: partProblems(fact, mapping) };
  const time = (field: string, mapped: MappedTime | undefined, prefer: "earlier" | "later"): string | null =>
    pickInstant(field, readMappedTime(parts, mapped, mapping.zone), prefer, notes);
  const number = firstText(parts, mapping.number.from);
  if (number === null || normaliseNumber(number) !== normaliseNumber(fact.number)) {
    notes.problems.push("bears another number than the one asked for");
  }
  const approvals = readApprovals(parts, mapping, notes).filter((fact) => wasSo(fact, state));
  const start = readMappedTime(parts, mapping.plannedStart, mapping.zone);
  const end = readMappedTime(parts, mapping.plannedEnd, mapping.zone);
  noteTime("plannedStart", start, notes);
  noteTime("plannedEnd", end, notes);
  const flags = {
    coversStandby: readFlag("coversStandby", parts, mapping.coversStandby, notes),
    freezeExempt: readFlag("freezeExempt", parts, mapping.freezeExempt, notes),
  };
  const updatedAt = state.rebuilt ? state.at : time("updatedAt", mapping.updatedAt, "later");
  const ticket: Derived = {
    system: fact.system,
    instance: fact.instance,
    number: fact.number,
    url: linkOf(parts, fact, mapping),
    kind: readWord("kind", parts, mapping.kind, notes),
    templateId: readText("templateId", parts, mapping.templateId, notes),
    lifecycle: readWord("lifecycle", parts, [mapping.lifecycle], notes),
    lifecycleRaw: "",
    approval:
      mapping.approval === undefined
        ? addUpApprovals(approvals)
        : readWord("approval", parts, [mapping.approval], notes),
    approvals,
    planned: planWindow(start.reading, end.reading, zoneOf(mapping)),
    onHold: readFlag("onHold", parts, mapping.onHold, notes) ?? false,
    cis: readNames("cis", parts, mapping.cis, notes),
    channels: readNames("channels", parts, mapping.channels, notes),
    implementers: readNames("implementers", parts, mapping.implementers, notes),
    requester: readText("requester", parts, mapping.requester, notes),
    digests: [...findDigests(textsAt(parts, mapping.digests?.from ?? []).join(" "))],
    // Of two readings the one that lets less pass: closed early, raised, reviewed and edited late.
    closedAt: time("closedAt", mapping.closedAt, "earlier"),
    updatedAt,
    raisedAt: time("raisedAt", mapping.raisedAt, "later"),
    reviewedAt: time("reviewedAt", mapping.reviewedAt, "later"),
    // The count of edits that stands now was another one then.
    sourceVersion: state.rebuilt ? null : (readText("sourceVersion", parts, mapping.sourceVersion, notes) ?? updatedAt),
    observedAt: state.at,
    ...(state.rebuilt ? { rebuilt: true } : {}),
    ...namesIfMapped(parts, mapping, notes),
    ...(flags.coversStandby === null ? {} : { coversStandby: flags.coversStandby }),
    ...(flags.freezeExempt === null ? {} : { freezeExempt: flags.freezeExempt }),
  };
  return {
    ...ticket,
    lifecycleRaw: notes.raw["lifecycle"] ?? "",
    ...(Object.keys(notes.raw).length === 0 ? {} : { raw: notes.raw }),
    ...(notes.problems.length === 0 ? {} : { problems: [...new Set(notes.problems)] }),
  };
}

/** Who else has to do with a ticket, where its system tells. */
function namesIfMapped(
  parts: unknown,
  { assignmentGroup, reviewedBy }: TicketMapping,
  notes: Notes,
): Pick<ChangeTicket, "assignmentGroup" | "reviewedBy"> {
  return {
    ...(assignmentGroup === undefined
      ? {}
      : { assignmentGroup: readText("assignmentGroup", parts, assignmentGroup, notes) }),
    ...(reviewedBy === undefined ? {} : { reviewedBy: readText("reviewedBy", parts, reviewedBy, notes) }),
  };
}

/** Parts without which nothing of a ticket can be relied on. */
function partProblems({ unread }: TicketFact, mapping: TicketMapping): string[] {
  const needed = neededParts(mapping);
  return unread
    .filter(({ part }) => needed.includes(part))
    .map(({ part, reason }) => `${part} could not be read: ${reason}`);
}

/** An approval that is dated after a state was not part of it. */
function wasSo({ at }: ApprovalFact, { rebuilt, at: seen }: TicketState): boolean {
  return !rebuilt || at === null || Date.parse(at) <= Date.parse(seen);
}

function pickInstant(field: string, time: TimeReading, prefer: "earlier" | "later", notes: Notes): string | null {
  noteTime(field, time, notes);
  const { reading } = time;
  if (reading.state === "exact") return reading.at;
  if (reading.state === "gap") notes.problems.push(`${field} is a local time that did not exist (dst-gap)`);
  return reading.state === "overlap" ? reading[prefer] : null;
}

function noteTime(field: string, { reading, written }: TimeReading, notes: Notes): void {
  if (written !== null) notes.raw[field] = written;
  if (reading.state === "unreadable") notes.problems.push(`${field} is not a time of the form that the mapping says`);
}

function zoneOf({ plannedStart, plannedEnd, zone }: TicketMapping): string {
  return plannedStart.form === "local" || plannedEnd.form === "local" ? zone : "UTC";
}

function linkOf(parts: unknown, { number }: TicketFact, { link, id }: TicketMapping): string | null {
  if (link === undefined) return null;
  const known = firstText(parts, id?.from ?? []);
  if (known === null && link.includes("{id}")) return null;
  return link.replaceAll("{number}", encodeURIComponent(number)).replaceAll("{id}", encodeURIComponent(known ?? ""));
}
