import type { TicketDiscovery, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { assertBrowsable, projectsOf } from "./projects.js";
import { proposeFields } from "./propose-fields.js";
import { noteKinds } from "./propose-kinds.js";
import { proposeStatuses, readStatusNames } from "./propose-statuses.js";
import { readSample } from "./read-sample.js";
import { renameFields } from "./rename-fields.js";
import { readWords } from "./site-words.js";
import { withSite } from "./with-site.js";

/** Proposes a mapping from the shipped one and what the site says: the ids of its own fields, its statuses, its projects. */
export function discoverMapping(request: TicketRequest, limits: Partial<ConnectorLimits>): Promise<TicketDiscovery> {
  return withSite(request, limits, async (site) => {
    const { mapping, declared } = request;
    const projects = projectsOf(declared);
    for (const project of projects) await assertBrowsable(site, project);
    const words = await readWords(site);
    const sample = await readSample(site, projects, mapping, words);
    const fields = proposeFields(mapping, words.fields, sample);
    const statuses = proposeStatuses(mapping, await readStatusNames(site, projects));
    return {
      mapping: {
        ...renameFields(statuses.mapping, fields.ids),
        number: { ...mapping.number, pattern: `(${projects.join("|")})-[1-9][0-9]{0,6}` },
        ...(site.home === undefined ? {} : { link: `${site.home}/browse/{number}` }),
      },
      notes: [
        ...(sample.length === 0 ? ["The projects hold no issue: which fields they fill is not known."] : []),
        ...fields.notes,
        ...statuses.notes,
        ...noteKinds(mapping, words.fields, sample),
      ],
    };
  });
}
