import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { projectFact } from "#services/core/tickets/project-fact";
import { firstText } from "#services/core/tickets/reach";
import { decideApprovals } from "./decide-approvals.js";
import { parseForm } from "./parse-form.js";
import { readApprovers } from "./read-approvers.js";
import { type Row, readPages } from "./read-pages.js";
import { TIMELINE } from "./read-requests.js";
import type { Repository } from "./with-repository.js";

/** What facts are made for. */
export interface FactsWanted {
  readonly mapping: TicketMapping;
  /** See `TicketFact`. */
  readonly observedAt: string;
}

/** Reads the timeline of some issues, and makes a fact of each. @throws LockstepError of family upstream */
export async function assembleFacts(
  repository: Repository,
  issues: readonly Row[],
  { mapping, observedAt }: FactsWanted,
): Promise<readonly TicketFact[]> {
  if (issues.length === 0) return [];
  const { id, scope } = repository;
  const approvers = await readApprovers(repository);
  const facts: TicketFact[] = [];
  for (const issue of issues) {
    const timeline = await readTimeline(repository, numberOf(issue));
    const approvals = typeof timeline === "string" ? [] : decideApprovals(timeline, approvers, scope);
    const reference = `${scope.prefix}-${numberOf(issue)}`;
    const ticket = { ...issue, reference, stage: stageOf(issue) };
    const form = parseForm(firstText(issue, ["/body"]) ?? "");
    facts.push({
      schema: "lockstep/ticket-fact@1",
      system: "github-issues",
      instance: id,
      number: reference,
      observedAt,
      parts: projectFact({ ticket, form, approvals }, mapping),
      unread: typeof timeline === "string" ? [{ part: "approvals", reason: timeline }] : [],
    });
  }
  return facts;
}

/** The timeline of an issue, or in words why it may not be read. */
export async function readTimeline(repository: Repository, issueNumber: number): Promise<readonly Row[] | string> {
  const reason = "the token may not read the timeline of issues";
  try {
    return (await readPages(repository, TIMELINE, { issue_number: issueNumber })) ?? `${reason} (404)`;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "rights-narrowed") return `${reason} (403)`;
    throw error;
  }
}

/** @throws LockstepError `answer-unexpected` for an issue without a number */
export function numberOf(issue: Row): number {
  const { number } = issue;
  if (typeof number === "number" && Number.isSafeInteger(number) && number > 0) return number;
  throw new LockstepError("answer-unexpected", "An issue was told without its number.");
}

/** `open`, or the reason for which it was closed: that a change was not done closes an issue as well. */
function stageOf(issue: Row): string {
  const state = firstText(issue, ["/state"]) ?? "";
  return state === "closed" ? (firstText(issue, ["/state_reason"]) ?? "closed") : state;
}
