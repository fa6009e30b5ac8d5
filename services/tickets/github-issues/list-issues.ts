import { LockstepError } from "#services/core/errors";
import { textsAt } from "#services/core/tickets/reach";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { clockWarnings } from "../asking/clock-skew.js";
import { startOfLook } from "../asking/start-of-look.js";
import { assembleFacts } from "./assemble-facts.js";
import { type Row, readPages } from "./read-pages.js";
import { ISSUES } from "./read-requests.js";
import { type Repository, withRepository } from "./with-repository.js";

/** Reads every issue with the labels of the filter that was edited since; pull requests stand among them, and are left out. */
export function listIssues(
  request: TicketRequest,
  since: string | null,
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { declared, mapping, now } = request;
  const began = now();
  const completeTo = began.toISOString();
  return withRepository(request, limits, async (repository) => {
    const { clockSkewMs } = repository;
    const from = startOfLook(request, since, { began, clockSkewMs });
    const issues = await readIssues(repository, { since: instantOf(from), ...labelsOf(declared.filter) });
    const wanted = (declared.filter ?? "").split(",").flatMap((label) => label.trim().toLowerCase() || []);
    const ours = issues.filter((issue) => wanted.every((label) => labelsOn(issue).includes(label)));
    return {
      completeTo,
      facts: await assembleFacts(repository, ours, { mapping, observedAt: completeTo }),
      gone: [],
      warnings: clockWarnings(declared.id, clockSkewMs),
    };
  });
}

/**
 * Reads issues, the oldest first: one that is edited meanwhile keeps its place.
 *
 * @throws LockstepError `rights-narrowed` where the token may not see issues
 */
export async function readIssues(
  repository: Repository,
  parameters: Readonly<Record<string, string>>,
  onePage = false,
): Promise<readonly Row[]> {
  const about = { state: "all", sort: "created", direction: "asc", ...parameters };
  const rows = await readPages(repository, ISSUES, about, onePage);
  if (rows !== undefined) return rows.filter(({ pull_request: pull }) => pull === undefined);
  const message = `${repository.id} shows no issues: the repository keeps none, or the token may not read them.`;
  throw new LockstepError("rights-narrowed", message, { details: { node: repository.id } });
}

function instantOf(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

function labelsOf(filter: string | undefined): Readonly<Record<string, string>> {
  return filter === undefined ? {} : { labels: filter };
}

function labelsOn(issue: Row): readonly string[] {
  return textsAt(issue, ["/labels/*/name"]).map((label) => label.toLowerCase());
}
