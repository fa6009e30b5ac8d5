import type { TicketFact } from "#schemas/ticket-fact";
import { isNumber } from "#services/core/tickets/is-number";
import { isRecord, textOf } from "#services/core/tickets/place";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { assembleFact, wantsHistory } from "./assemble-fact.js";
import { clockWarning } from "./clock-warning.js";
import { assertBrowsable, projectOf } from "./projects.js";
import { askSite, type Site, unexpected } from "./site.js";
import { readWords } from "./site-words.js";
import { askedFields } from "./wanted-fields.js";
import { withSite } from "./with-site.js";

/**
 * Reads issues by number, each anew and not through the search, whose index may lag behind. An issue that was moved to another project
 * answers under its new number: it is gone, and a warning says where to.
 */
export async function findTickets(
  system: string,
  request: TicketRequest,
  numbers: readonly string[],
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { mapping, now } = request;
  const observedAt = now().toISOString();
  const asked = [...new Set(numbers)];
  const sent = asked.filter((number) => isNumber(number, mapping));
  const notSent = asked.filter((number) => !sent.includes(number));
  if (sent.length === 0) return { completeTo: observedAt, facts: [], gone: notSent, warnings: [] };
  return withSite(request, limits, async (site) => {
    const words = await readWords(site);
    const fields = askedFields(mapping, words.fields);
    const facts: TicketFact[] = [];
    const gone: string[] = [...notSent];
    const warnings: string[] = [...clockWarning(site)];
    for (const number of sent) {
      const issue = await readIssue(site, number, fields, wantsHistory(mapping));
      if (issue === undefined) {
        gone.push(number);
        continue;
      }
      const key = textOf(issue["key"]) ?? "";
      if (key === number.toUpperCase()) {
        facts.push(await assembleFact(site, issue, { system, mapping, words, observedAt }));
        continue;
      }
      gone.push(number);
      warnings.push(`${site.id} answered the question for ${number} with another ticket${movedTo(key, request)}`);
    }
    // What may not be seen is not there either (404): that a ticket is gone is known only by who may browse its project.
    const missed = gone.filter((number) => sent.includes(number));
    for (const project of new Set(missed.map(projectOf))) await assertBrowsable(site, project);
    return { completeTo: observedAt, facts, gone, warnings };
  });
}

async function readIssue(
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
