import type { TicketFact } from "#schemas/ticket-fact";
import { isNumber } from "#services/core/tickets/is-number";
import { isRecord, textOf } from "#services/core/tickets/place";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { clockWarnings } from "../asking/clock-skew.js";
import { findNumbers } from "../asking/find-numbers.js";
import { readEach } from "../asking/read-each.js";
import { assembleFact, wantsHistory } from "./assemble-fact.js";
import { assertBrowsable, projectOf } from "./projects.js";
import { askSite, type Site, unexpected } from "./site.js";
import { readWords } from "./site-words.js";
import { askedFields } from "./wanted-fields.js";
import { withSite } from "./with-site.js";

/**
 * Reads issues by number, each anew and not through the search, whose index may lag behind. An issue that was moved to another project
 * answers under its new number: it is gone, and a warning says where to.
 */
export function findTickets(
  system: string,
  request: TicketRequest,
  numbers: readonly string[],
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { mapping } = request;
  return findNumbers(request, numbers, (asked, observedAt) =>
    withSite(request, limits, async (site) => {
      const words = await readWords(site);
      const fields = askedFields(mapping, words.fields);
      const { rows, gone, warnings } = await readEach(asked, async (number) => {
        const issue = await readIssue(site, number, fields, wantsHistory(mapping));
        const key = textOf(issue?.["key"]) ?? "";
        if (issue === undefined || key === number.toUpperCase()) return issue;
        return `${site.id} answered the question for ${number} with another ticket${movedTo(key, request)}`;
      });
      const facts: TicketFact[] = [];
      for (const issue of rows) facts.push(await assembleFact(site, issue, { system, mapping, words, observedAt }));
      // What may not be seen is not there either (404): that a ticket is gone is known only by who may browse its project.
      for (const project of new Set(gone.map(projectOf))) await assertBrowsable(site, project);
      return { facts, gone, warnings: [...clockWarnings(site.id, site.clockSkewMs), ...warnings] };
    }),
  );
}

export async function readIssue(
  site: Site,
  number: string,
  fields: readonly string[],
  withHistory: boolean,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const query = new URLSearchParams({ fields: fields.join(","), ...(withHistory ? { expand: "changelog" } : {}) });
  const path = `${site.api}/issue/${encodeURIComponent(number.toUpperCase())}?${query.toString()}`;
  const { status, body } = await askSite(site, path, { accept: [404] });
  if (status === 404) return undefined;
  if (isRecord(body)) return body;
  throw unexpected(site, "a ticket is no record");
}

function movedTo(key: string, { mapping }: TicketRequest): string {
  return isNumber(key, mapping) || /^[A-Z][A-Z0-9_]{1,49}-\d{1,9}$/.test(key) ? ` (${key}): it was moved` : "";
}
