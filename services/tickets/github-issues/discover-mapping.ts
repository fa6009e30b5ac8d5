import type { TicketMapping } from "#schemas/ticket-mapping";
import { placesOf } from "#services/core/tickets/places-of";
import { firstText } from "#services/core/tickets/reach";
import type { TicketDiscovery, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { readIssues } from "./list-issues.js";
import { parseForm } from "./parse-form.js";
import type { Row } from "./read-pages.js";
import { type Repository, withRepository } from "./with-repository.js";

/** Proposes a mapping from the shipped one and the forms of the newest issues. */
export function discoverMapping(request: TicketRequest, limits: Partial<ConnectorLimits>): Promise<TicketDiscovery> {
  return withRepository(request, limits, async (repository) => {
    const { mapping, declared } = request;
    const labels = declared.filter === undefined ? {} : { labels: declared.filter };
    const newest = await readIssues(repository, { ...labels, direction: "desc" }, true);
    return {
      mapping: {
        ...mapping,
        number: { ...mapping.number, pattern: `${repository.scope.prefix}-[1-9][0-9]{0,8}` },
        ...linkTo(repository),
      },
      notes: [...formNotes(newest, mapping), ...teamNotes(repository)],
    };
  });
}

function linkTo({ page }: Repository): { readonly link?: string } {
  return page !== undefined && /^https?:\/\/[^\s{}]+$/.test(page) ? { link: `${page}/issues/{id}` } : {};
}

/** Of headings nothing is told but what could name a field: the text of a form may be about anybody. */
function formNotes(newest: readonly Row[], mapping: TicketMapping): readonly string[] {
  if (newest.length === 0) return ["No issue is there yet: the headings of its form are as shipped."];
  const found = newest.map((issue) => Object.keys(parseForm(firstText(issue, ["/body"]) ?? "")));
  return placesOf(mapping, "form")
    .filter((key) => !found.some((keys) => keys.includes(key)))
    .map(
      (key) => `No form of the newest issues has a heading for '${key}': whatever the mapping reads there is empty.`,
    );
}

function teamNotes({ scope }: Repository): readonly string[] {
  if (scope.team === undefined) return [];
  return ["Who belongs to the team is known as of today: whoever has left it since approved nothing, by this reading."];
}
