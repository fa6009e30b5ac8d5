import type { TicketSystem as Declared } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import { askSite, type Site } from "./site.js";

/** A key as Jira lets one be; it stands in queries between quotation marks. */
export const PROJECT_KEY = /^[A-Z][A-Z0-9_]{1,49}$/;

/** The keys of the projects that hold changes: `scope.projects`, with commas between. */
export function projectsOf({ scope = {} }: Pick<Declared, "scope">): readonly string[] {
  const keys = (scope["projects"] ?? "").split(",").map((key) => key.trim().toUpperCase());
  return [...new Set(keys.filter((key) => key !== ""))];
}

/** The project of a ticket number; `""` for what is none. */
export function projectOf(number: string): string {
  return number.slice(0, Math.max(0, number.lastIndexOf("-"))).toUpperCase();
}

/**
 * Makes sure that the account may browse a project. Tickets that it may not see are left out of every answer without a word, or are not
 * there (404): only with this right does an answer say that there is no such ticket.
 *
 * @throws LockstepError `rights-narrowed`
 */
export async function assertBrowsable(site: Site, project: string): Promise<void> {
  const path = `${site.api}/mypermissions?projectKey=${encodeURIComponent(project)}&permissions=BROWSE_PROJECTS`;
  const { status, body } = await askSite(site, path, { accept: [404] });
  const permissions = isRecord(body) ? body["permissions"] : undefined;
  const browse = isRecord(permissions) ? permissions["BROWSE_PROJECTS"] : undefined;
  if (status === 200 && isRecord(browse) && browse["havePermission"] === true) return;
  const message = `${site.id} does not let the account browse the project ${project}: give it 'Browse projects' there.`;
  throw new LockstepError("rights-narrowed", message, { details: { node: site.id } });
}
