import { LockstepError } from "#services/core/errors";
import { isRecord, textOf } from "#services/core/tickets/place";
import { placesOf } from "#services/core/tickets/places-of";
import type { Diagnosis } from "#services/ports/connector";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { judgeClock } from "../asking/clock-skew.js";
import { inspectSystem } from "../asking/inspect-system.js";
import { editedWithin } from "./jql.js";
import { learnPeople } from "./people.js";
import { assertBrowsable, projectsOf } from "./projects.js";
import { proposeFields } from "./propose-fields.js";
import { readApprovals } from "./read-approvals.js";
import { readSample } from "./read-sample.js";
import { searchIssues } from "./search-issues.js";
import type { Site } from "./site.js";
import { readWords } from "./site-words.js";
import { withSite } from "./with-site.js";

type Raw = Readonly<Record<string, unknown>>;

/** Looks at a site through the wire, at the account's rights, and at what the mapping names that the site does not have. */
export function diagnoseSite(request: TicketRequest, limits: Partial<ConnectorLimits>): Promise<readonly Diagnosis[]> {
  return inspectSystem(request, limits, (found) =>
    withSite(request, limits, async (site) => {
      const { declared, mapping } = request;
      const projects = projectsOf(declared);
      const who = declared.username ?? "the token";
      found.push({ check: "login", state: "ok", message: `'${who}' can sign in.` }, judgeClock(site.clockSkewMs));
      for (const project of projects) await assertBrowsable(site, project);
      const message = `The account may browse ${projects.join(", ")}.`;
      found.push({ check: "rights", state: "ok", message });
      const words = await readWords(site);
      const sample = await readSample(site, projects, mapping, words);
      found.push(...judgeFields(proposeFields(mapping, words.fields, sample).notes));
      if (placesOf(mapping, "approvals").length > 0) found.push(await judgeApprovals(site, sample));
      if (site.isCloud) found.push(judgePeople(sample));
      found.push(await judgeFilter(site, request));
    }),
  );
}

function judgeFields(notes: readonly string[]): readonly Diagnosis[] {
  const check = "fields";
  if (notes.length === 0) return [{ check, state: "ok", message: "Every field that the mapping names is there." }];
  const remedy = "Run 'lockstep tickets discover', or correct the mapping by hand.";
  return notes.map((message) => ({ check, state: "warning", message, remedy }));
}

const ASKED = 5;

async function judgeApprovals(site: Site, sample: readonly Raw[]): Promise<Diagnosis> {
  const reasons: string[] = [];
  for (const issue of sample.slice(0, ASKED)) {
    const read = await readApprovals(site, textOf(issue["key"]) ?? "");
    if (typeof read === "string") reasons.push(read);
  }
  const check = "rights";
  const [reason] = reasons;
  if (reason === undefined) return { check, state: "ok", message: "Approvals can be read." };
  const remedy =
    "Make the account an agent of the service project, or a participant of its requests; without approvals no ticket authorises.";
  const isForbidden = reason.includes("403");
  return { check, state: isForbidden ? "failed" : "warning", message: `${site.id}: of approvals, ${reason}.`, remedy };
}

/** Cloud shows mail addresses of those alone who allow it. */
function judgePeople(sample: readonly Raw[]): Diagnosis {
  const check = "people";
  const unnamed = [...learnPeople(sample)].length;
  const shown = countPeople(sample);
  if (unnamed >= shown) return { check, state: "ok", message: "People are known by their mail addresses." };
  const remedy =
    "List account ids as identities in policy/change-control.yaml, or let managed accounts show their addresses.";
  const message = `${shown - unnamed} of ${shown} people are known by an account id alone.`;
  return { check, state: "warning", message, remedy };
}

function countPeople(sample: readonly Raw[]): number {
  const ids = new Set<string>();
  const waiting: unknown[] = [...sample];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) for (const inner of next) waiting.push(inner);
    if (!isRecord(next)) continue;
    const id = textOf(next["accountId"]);
    if (id !== null) ids.add(id);
    for (const inner of Object.values(next)) waiting.push(inner);
  }
  return ids.size;
}

async function judgeFilter(site: Site, { declared }: TicketRequest): Promise<Diagnosis> {
  const check = "filter";
  const jql = editedWithin(projectsOf(declared), 60, declared.filter);
  try {
    await searchIssues(site, { jql, fields: ["updated"], withHistory: false, first: 1 });
    return { check, state: "ok", message: "The site understands the query." };
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code !== "answer-unexpected") throw error;
    const remedy = "Correct filter in estate.yaml: try it in the search of the site.";
    return { check, state: "failed", message: error.message, remedy };
  }
}
