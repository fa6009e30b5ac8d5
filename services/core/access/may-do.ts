import { FOR_PEOPLE_ALONE, PERMISSIONS, type Permission } from "./permissions.js";
import type { Grant, Principal } from "./principal.js";

/** What is asked about: one engine; with `engine: null` the estate as a whole. */
export interface Subject {
  readonly estate: string;
  readonly engine: string | null;
}

/**
 * Tells whether a principal may do something. Of the estate as a whole some engine is enough to read, and to collect: what is shown or taken then is of those alone
 * (`engineSight`); everything else needs a grant over all of it. A token may never do what a person answers for.
 */
export function mayDo({ kind, grants }: Principal, permission: Permission, { estate, engine }: Subject): boolean {
  if (kind === "token" && FOR_PEOPLE_ALONE.has(permission)) return false;
  return grants.some((grant) => {
    if (grant.estate !== estate || !PERMISSIONS[grant.role].includes(permission)) return false;
    if (grant.engines === "all") return true;
    if (engine !== null) return grant.engines.includes(engine);
    return (permission === "read" || permission === "collect") && grant.engines.length > 0;
  });
}

/** The engines of an estate that a principal may see, out of those there are. */
export function engineSight<T extends { readonly id: string }>(
  principal: Principal,
  estate: string,
  engines: readonly T[],
  permission: Permission = "read",
): readonly T[] {
  return engines.filter(({ id }) => mayDo(principal, permission, { estate, engine: id }));
}

/** Whether a principal may do something anywhere at all. */
export function mayDoSomewhere({ kind, grants }: Principal, permission: Permission, estate?: string): boolean {
  if (kind === "token" && FOR_PEOPLE_ALONE.has(permission)) return false;
  return grants.some(
    (grant: Grant) => (estate ?? grant.estate) === grant.estate && PERMISSIONS[grant.role].includes(permission),
  );
}

/**
 * Tells whether a principal may do something that concerns no single estate. To read or measure, one estate is enough: what is shown holds only theirs. Everything
 * else shows or moves what is all estates', and needs all of them: while one is closed nobody knows who may in that one, and only the operator may.
 */
export function mayDoForAll(
  principal: Principal,
  permission: Permission,
  { estates, isOneClosed }: { readonly estates: readonly string[]; readonly isOneClosed: boolean },
): boolean {
  if (permission === "read" || permission === "measure") return mayDoSomewhere(principal, permission);
  if (isOneClosed && principal.kind !== "operator") return false;
  return estates.length > 0 && estates.every((estate) => mayDo(principal, permission, { estate, engine: null }));
}
