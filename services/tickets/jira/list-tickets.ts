import type { TicketFact } from "#schemas/ticket-fact";
import { isNumber } from "#services/core/tickets/is-number";
import { textOf } from "#services/core/tickets/place";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { clockWarnings } from "../asking/clock-skew.js";
import { startOfLook } from "../asking/start-of-look.js";
import { assembleFact, wantsHistory } from "./assemble-fact.js";
import { editedWithin } from "./jql.js";
import { assertBrowsable, projectOf, projectsOf } from "./projects.js";
import { searchIssues } from "./search-issues.js";
import { unexpected } from "./site.js";
import { readWords } from "./site-words.js";
import { askedFields } from "./wanted-fields.js";
import { withSite } from "./with-site.js";

const MINUTE_MS = 60_000;

/** A search finds an edit when its index has it, a few seconds later: so the answer is complete up to a little before it was asked for. */
const INDEX_LAG_MS = 30_000;

/** Reads every issue of the projects and the filter that was edited since. */
export function listTickets(
  system: string,
  request: TicketRequest,
  since: string | null,
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { declared, mapping, now } = request;
  const began = now();
  const observedAt = began.toISOString();
  return withSite(request, limits, async (site) => {
    const projects = projectsOf(declared);
    for (const project of projects) await assertBrowsable(site, project);
    const words = await readWords(site);
    const issues = await searchIssues(site, {
      jql: editedWithin(projects, minutesSince(request, since, began), declared.filter),
      fields: askedFields(mapping, words.fields),
      withHistory: wantsHistory(mapping),
    });
    const keys = issues.map((issue) => textOf(issue["key"]) ?? "");
    if (keys.some((key) => !projects.includes(projectOf(key))))
      throw unexpected(site, "finds issues of other projects");
    const ours = issues.filter((_, index) => isNumber(keys[index] ?? "", mapping));
    const facts: TicketFact[] = [];
    for (const issue of ours) facts.push(await assembleFact(site, issue, { system, mapping, words, observedAt }));
    const strange = issues.length - ours.length;
    return {
      completeTo: new Date(began.getTime() - INDEX_LAG_MS).toISOString(),
      facts,
      gone: [],
      warnings: [
        ...clockWarnings(declared.id, site.clockSkewMs),
        ...(strange === 0
          ? []
          : [`${site.id}: the numbers of ${strange} issues do not fit the mapping, which leaves them out`]),
      ],
    };
  });
}

/** How far back to ask, in whole minutes, which is all that a query can tell: by the site's own clock, whatever it shows. */
function minutesSince(request: TicketRequest, since: string | null, began: Date): number {
  const from = startOfLook(request, since, { began, clockSkewMs: 0 });
  return Math.max(0, Math.ceil((began.getTime() - from) / MINUTE_MS)) + 1;
}
