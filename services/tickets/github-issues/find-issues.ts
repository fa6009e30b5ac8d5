import { isRecord } from "#services/core/tickets/place";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { findNumbers } from "../asking/find-numbers.js";
import { readEach } from "../asking/read-each.js";
import { assembleFacts, numberOf } from "./assemble-facts.js";
import { readIssues } from "./list-issues.js";
import type { Row } from "./read-pages.js";
import { ISSUE } from "./read-requests.js";
import { type Repository, withRepository } from "./with-repository.js";

/** Reads issues by number, each anew. A number that is none is never sent; one that is answered with another is gone. */
export function findIssues(
  request: TicketRequest,
  numbers: readonly string[],
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  return findNumbers(request, numbers, (asked, observedAt) =>
    withRepository(request, limits, async (repository) => {
      const { rows, gone, warnings } = await readEach(asked, (number) => readIssue(repository, number));
      // What a token may not see, GitHub says does not exist: that issues can be seen at all is asked for before it is believed.
      if (gone.length > 0) await readIssues(repository, {}, true);
      return { facts: await assembleFacts(repository, rows, { mapping: request.mapping, observedAt }), gone, warnings };
    }),
  );
}

/** An issue; in words what stands in its place; `undefined` where nothing does. */
export async function readIssue(repository: Repository, number: string): Promise<Row | string | undefined> {
  const issueNumber = issueNumberIn(number, repository.scope.prefix);
  if (issueNumber === undefined) return undefined;
  const answer = await repository.get(ISSUE, { issue_number: issueNumber });
  if (answer === undefined) return undefined;
  if (answer.status === 301) return `${number} was moved to another repository`;
  const { data } = answer;
  if (!isRecord(data) || numberOf(data) !== issueNumber)
    return `${repository.id} answered with another issue than ${number}`;
  return data["pull_request"] === undefined ? data : `${number} is a pull request and no change`;
}

function issueNumberIn(number: string, prefix: string): number | undefined {
  const [, letters = "", digits] = /^([A-Z]+)-([1-9][0-9]{0,8})$/i.exec(number) ?? [];
  return digits === undefined || letters.toUpperCase() !== prefix.toUpperCase() ? undefined : Number(digits);
}
