import type { ForgeRequest } from "#services/ports/forge";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { type Fields, fieldsOf, propertyOf, rowsOf, textOf } from "./fields.js";
import { type Host, openHost } from "./open-host.js";
import { findPull } from "./read-reviews.js";
import { parseTeam } from "./read-teams.js";
import type { Repository } from "./repository.js";

/** Opens the way to where identities are asked for; on Azure DevOps Services that is a host of its own. */
export function identityHost(
  repository: Repository,
  request: ForgeRequest,
  limits: Partial<ConnectorLimits>,
): { readonly host: Host; close(): Promise<void> } {
  const { apiUrl, identityUrl } = repository.place;
  if (apiUrl === identityUrl) return { host: repository.host, close: () => Promise.resolve() };
  const host = openHost(request, identityUrl, limits);
  return { host, close: () => host.close() };
}

/** Asks owners to look, and gives those that could not be asked. Who was asked already keeps what they said. */
export async function askReviewers(
  repository: Repository,
  identities: Host,
  { number, owners }: { readonly number: number; readonly owners: readonly string[] },
): Promise<readonly { owner: string; why: string }[]> {
  if (owners.length === 0) return [];
  const pull = fieldsOf(await findPull(repository, number));
  const asked = new Set(rowsOf(pull["reviewers"]).map(({ id }) => String(id)));
  const failed: { owner: string; why: string }[] = [];
  for (const owner of owners) {
    const found = isTeam(repository, owner) ? await findTeam(repository, owner) : await findAccount(identities, owner);
    if (typeof found === "string") failed.push({ owner, why: found });
    else if (!asked.has(found.id)) {
      const path = ["pullrequests", number, "reviewers", found.id];
      const accept = ({ status }: { readonly status: number }): boolean => [400, 403, 404].includes(status);
      const answer = await repository.ask(path, { method: "PUT", body: { vote: 0 }, accept });
      if (answer === undefined) failed.push({ owner, why: "Azure DevOps does not take them as a reviewer here" });
    }
  }
  return failed;
}

/** On a server accounts hold a backslash as well; a team is one whose first half is the project. */
function isTeam({ place }: Repository, owner: string): boolean {
  return owner.includes("/") || owner.toLowerCase().startsWith(`${place.project.toLowerCase()}\\`);
}

async function findTeam(repository: Repository, owner: string): Promise<{ readonly id: string } | string> {
  const { project, name } = parseTeam(repository, owner);
  const accept = ({ status }: { readonly status: number }): boolean => status === 404 || status === 403;
  const answer = await repository.host.ask({ path: ["_apis", "projects", project, "teams", name], accept });
  const id = textOf(fieldsOf(answer?.body)["id"]);
  return id === undefined ? "there is no such team, or the token may not see it" : { id };
}

async function findAccount(identities: Host, owner: string): Promise<{ readonly id: string } | string> {
  const query = { searchFilter: "General", filterValue: owner, queryMembership: "None" };
  const accept = ({ status }: { readonly status: number }): boolean => status === 403;
  const answer = await identities.ask({ path: ["_apis", "identities"], query, accept });
  if (answer === undefined) return "the token may not look for people";
  const found = rowsOf(fieldsOf(answer.body)["value"]).filter((identity) => isAccount(identity, owner.toLowerCase()));
  const ids = new Set(found.flatMap(({ id }) => textOf(id) ?? []));
  const [id] = ids;
  if (id === undefined) return "nobody has this account";
  return ids.size > 1 ? "several people have this account" : { id };
}

/** A search finds what is like it, too. */
function isAccount({ isContainer, properties }: Fields, account: string): boolean {
  if (isContainer === true) return false;
  const [name, mail, domain] = ["Account", "Mail", "Domain"].map((key) => propertyOf(properties, key)?.toLowerCase());
  return [name, mail, `${domain}\\${name}`].includes(account);
}
