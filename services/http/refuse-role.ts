import { FOR_PEOPLE_ALONE, type GrantedRole, PERMISSIONS, type Permission } from "#services/core/access/permissions";
import type { Principal } from "#services/core/access/principal";
import { type Refusal, refuse } from "./answer.js";

/** What a permission was wanted for. Left out: every estate; every engine. */
export interface Refused {
  readonly estate?: string;
  readonly engine?: string | null;
}

/** Refuses somebody who is known: says who they are here, what they lack, for what, and which roles have it. */
export function refuseRole(principal: Principal, permission: Permission, { estate, engine }: Refused): Refusal {
  const roles = principal.grants.filter((grant) => estate === undefined || grant.estate === estate);
  const held = [...new Set(roles.map(({ role }) => role))].join(", ") || "no role";
  const where = estate === undefined ? "every estate" : `the estate '${estate}'`;
  const what = engine == null ? where : `the engine '${engine}' of ${where}`;
  const detail = `${whoOf(principal)} (${held}) lacks the permission '${permission}' for ${what}.`;
  return refuse(403, { code: "not-allowed", detail, remedy: remedyFor(principal, permission) });
}

/** A token's name says that it is one. */
function whoOf({ kind, name }: Principal): string {
  if (kind === "token") return `The ${name}`;
  return kind === "operator" ? "Whoever sits at the machine" : "Your account";
}

function remedyFor({ kind }: Principal, permission: Permission): string {
  const roles = (Object.keys(PERMISSIONS) as GrantedRole[]).filter((role) => PERMISSIONS[role].includes(permission));
  if (kind !== "token") {
    return `Roles that have it: ${roles.filter((role) => OF_PEOPLE.has(role)).join(", ")}. policy/access.yaml on main gives them.`;
  }
  if (FOR_PEOPLE_ALONE.has(permission)) return "No token has it: a person signs in and does it by name.";
  const ofTokens = roles.filter((role) => OF_TOKENS.has(role)).join(", ");
  return `Roles of tokens that have it: ${ofTokens}. \`lockstep token create --role …\` makes one, for the engines that --engines names or all.`;
}

const OF_PEOPLE: ReadonlySet<GrantedRole> = new Set(["viewer", "auditor", "engineer", "approver", "administrator"]);
const OF_TOKENS: ReadonlySet<GrantedRole> = new Set(["viewer", "auditor", "engineer", "collector", "meter"]);
