import { type ApiAnswer, type ApiQuestion, list, ok, page, refuse } from "./api-answer.js";
import { type DevOpsState, idOf } from "./devops-state.js";
import type { PolicyData } from "./model.js";
import { invalid } from "./pull-routes.js";

export function tellConnection({ self }: DevOpsState): ApiAnswer {
  const properties = { Account: { $type: "System.String", $value: self.uniqueName } };
  return ok({ authenticatedUser: { id: self.id, providerDisplayName: self.displayName, isActive: true, properties } });
}

export function tellRepository({ model, projectId, repositoryId }: DevOpsState): ApiAnswer {
  const project = { id: projectId, name: model.project };
  return ok({ id: repositoryId, name: model.repository, project, defaultBranch: "refs/heads/main" });
}

/** Finds what begins like it, as a search does. */
export function findIdentities({ people }: DevOpsState, { query }: ApiQuestion): ApiAnswer {
  const wanted = (query.get("filterValue") ?? "").toLowerCase();
  const found = people.filter(({ uniqueName }) => uniqueName.toLowerCase().startsWith(wanted.slice(0, 3)));
  return list(
    found.map(({ id, uniqueName, displayName }) => ({
      id,
      providerDisplayName: displayName,
      isActive: true,
      properties: { Account: { $type: "System.String", $value: uniqueName } },
    })),
  );
}

export function tellRights({ faults }: DevOpsState): ApiAnswer {
  return list([faults.readOnly !== true]);
}

export function tellTeam(state: DevOpsState, question: ApiQuestion): ApiAnswer {
  const team = teamOf(state, question);
  return typeof team === "string" ? ok({ id: idOf(`team ${team}`), name: team }) : team;
}

export function tellMembers(state: DevOpsState, question: ApiQuestion): ApiAnswer {
  const team = teamOf(state, question);
  if (typeof team !== "string") return team;
  const accounts = state.teams.get(team) ?? [];
  const rows = accounts.map((account) => {
    const isContainer = account.startsWith("[");
    return { isTeamAdmin: false, identity: { ...state.person(account), ...(isContainer && { isContainer }) } };
  });
  return page(rows, question.query);
}

function teamOf(
  { faults, model, teams }: DevOpsState,
  { parts: [project = "", team = ""] }: ApiQuestion,
): string | ApiAnswer {
  const isThere = project.toLowerCase() === model.project.toLowerCase() && teams.has(team);
  if (isThere && !faults.hidden?.includes("teams")) return team;
  return refuse(404, "TeamNotFoundException", "TF400499: The team does not exist or you may not see it.");
}

export function tellPolicies({ faults, policies }: DevOpsState, { query }: ApiQuestion): ApiAnswer {
  if (faults.hidden?.includes("policies")) return refuse(403, "AccessCheckException", "TF400409: Access denied.");
  const from = Number(query.get("continuationToken") ?? "0");
  const size = Math.min(Number(query.get("$top") ?? "100"), 2);
  const answer = list(policies.slice(from, from + size));
  if (from + size >= policies.length) return answer;
  return { ...answer, headers: { "x-ms-continuationtoken": String(from + size) } };
}

/** Keeps a policy anew, or in the place of one. */
export function putPolicy(state: DevOpsState, { parts, body }: ApiQuestion): ApiAnswer {
  const { isEnabled, isBlocking, type, settings } = body;
  const typeId: unknown = Reflect.get(Object(type), "id");
  const scope: unknown = Reflect.get(Object(settings), "scope");
  if (typeof typeId !== "string" || !Array.isArray(scope)) return invalid("a policy has a type and a scope");
  const id = Number(parts.at(1) ?? state.id());
  const at = parts.length > 1 ? state.policies.findIndex((policy) => policy.id === id) : -1;
  if (parts.length > 1 && at < 0)
    return refuse(404, "PolicyConfigurationNotFoundException", "TF402455: no such policy");
  const flags = { isEnabled: isEnabled === true, isBlocking: isBlocking === true, isDeleted: false };
  const policy: PolicyData = { id, ...flags, type: { id: typeId }, settings: { ...Object(settings) } };
  state.policies.splice(at < 0 ? state.policies.length : at, at < 0 ? 0 : 1, policy);
  return ok(policy);
}
