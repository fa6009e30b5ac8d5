import { isRecord } from "#services/core/tickets/place";
import { firstText } from "#services/core/tickets/reach";
import type { Row } from "./read-pages.js";

/** A change and its activities, told apart by what they are to an authorisation. */
export interface ChangeParts {
  readonly ticket: Row;
  /** Where the phases of an extensive change stand: what was decided, when, and whose it was to decide. */
  readonly phases: readonly Row[];
  /** Authorisations that were asked for before the implementation. */
  readonly authorisations: readonly Row[];
  /** What is done in the implementation, but for what is skipped. */
  readonly activities: readonly Row[];
}

/**
 * Splits a change into its parts. The product has no word for the state of an authorisation, only dates, so `word` is put beside
 * them: of a phase `open`, `ended`, `rejected`, `no-go`; of an activity `open` until it has an end, then the word that the desk has for
 * its end, or `finished` where it has none.
 */
export function splitChange(ticket: Row, activities: readonly Row[]): ChangeParts {
  const authorisations = activities.filter(isAuthorisation).map((activity) => ({ ...activity, word: endOf(activity) }));
  return {
    ticket,
    phases: phasesOf(
      ticket,
      authorisations.some(({ word }) => word !== SKIPPED),
    ),
    authorisations,
    activities: activities.filter(isImplementation),
  };
}

const SKIPPED = "skipped";

/** What is authorised after the implementation, in progress or evaluation, does not authorise it. */
function isAuthorisation(activity: Row): boolean {
  const phase = wordAt(activity, "/changePhase");
  return wordAt(activity, "/activityType") === "authorization" && (phase === "rfc" || phase === "");
}

function isImplementation(activity: Row): boolean {
  const isNormal = wordAt(activity, "/activityType") !== "authorization";
  return isNormal && wordAt(activity, "/changePhase") === "progress" && statusOf(activity) !== SKIPPED;
}

function endOf(activity: Row): string {
  const status = statusOf(activity);
  if (status === SKIPPED) return SKIPPED;
  if (firstText(activity, ["/finalDate"]) === null) return "open";
  return status === "" ? "finished" : status;
}

function statusOf(activity: Row): string {
  return (firstText(activity, STATUS) ?? "").trim().toLowerCase();
}

const STATUS = ["/processingStatus/name", "/processingStatus", "/status/name", "/status"];

/** Where each authorisation has a name of its own, the end of the phase is nobody's beside. */
function phasesOf(ticket: Row, isAuthorisedByName: boolean): readonly Row[] {
  const { phases } = ticket;
  if (!isRecord(phases)) return [];
  const { rfc, progress } = phases;
  const authorizer = isRecord(rfc) && !isAuthorisedByName ? { authorizer: rfc["authorizer"] } : {};
  const decided = [
    ...dated(rfc, "rejectedDate", "rejected"),
    ...dated(rfc, "endDate", "ended"),
    ...dated(progress, "noGoDate", "no-go"),
  ];
  const isOpen = isRecord(rfc) && !decided.some(({ word }) => word === "ended" || word === "rejected");
  const all = isOpen ? [...decided, { word: "open" }] : decided;
  return all.map((entry) => ({ ...entry, ...authorizer }));
}

function dated(phase: unknown, field: string, word: string): { readonly word: string; readonly at?: string }[] {
  const at = firstText(phase, [`/${field}`]);
  return at === null ? [] : [{ word, at }];
}

function wordAt(activity: Row, place: string): string {
  return (firstText(activity, [place]) ?? "").trim().toLowerCase();
}
