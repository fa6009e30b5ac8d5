import type { TicketMapping } from "#schemas/ticket-mapping";
import { searchIssues } from "./search-issues.js";
import type { Site } from "./site.js";
import type { SiteWords } from "./site-words.js";
import { askedFields } from "./wanted-fields.js";

const SAMPLE = 50;

/** The newest issues of some projects, without the filter: they show how a site fills its fields. */
export function readSample(
  site: Site,
  projects: readonly string[],
  mapping: TicketMapping,
  words: SiteWords,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const jql = `project in (${projects.map((key) => `"${key}"`).join(", ")}) ORDER BY created DESC`;
  return searchIssues(site, { jql, fields: askedFields(mapping, words.fields), withHistory: false, first: SAMPLE });
}
