import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { mappedPlaces } from "#services/core/tickets/places-of";
import { type Instance, type Row, readRows } from "./read-rows.js";

/** Who people are, by sys_id. */
export interface Accounts {
  readonly names: ReadonlyMap<string, string>;
  /** Why some are known by the name that is shown alone; `undefined` where none is. */
  readonly warning: string | undefined;
}

const AT_ONCE = 100;
const SYS_ID = /^[0-9a-f]{32}$/;

/**
 * The fields of people in whose place a mapping wants an account: those before `/account`. A change request names people by
 * sys_id and shows their full names; engines know accounts.
 */
export function accountFields(mapping: TicketMapping): ReadonlySet<string> {
  const steps = mappedPlaces(mapping).map(({ place }) => place.split("/"));
  return new Set(steps.flatMap((names) => (names.at(-1) === "account" ? (names.at(-2) ?? []) : [])));
}

/**
 * Looks up the accounts of all people in some rows: `user_name`, else the mail address. Where `sys_user` may not be read, the
 * name that is shown stands for its bearer.
 */
export async function readAccounts(
  instance: Instance,
  rows: readonly Row[],
  fields: ReadonlySet<string>,
): Promise<Accounts> {
  const people = new Set(rows.flatMap((row) => [...fields].map((field) => row[field]?.value ?? "")));
  const ids = [...people].filter((id) => SYS_ID.test(id)).sort();
  const names = new Map<string, string>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const chunk = ids.slice(at, at + AT_ONCE);
    const users = await readUsers(instance, chunk);
    if (users === undefined) return { names, warning: warningOf(instance.id, ids.length - names.size, "(403)") };
    for (const user of users) {
      const name = [user["user_name"]?.value, user["email"]?.value].find((text) => text !== undefined && text !== "");
      const id = user["sys_id"]?.value ?? "";
      if (name !== undefined && chunk.includes(id)) names.set(id, name);
    }
  }
  return {
    names,
    warning: names.size === ids.length ? undefined : warningOf(instance.id, ids.length - names.size, ""),
  };
}

async function readUsers(instance: Instance, ids: readonly string[]): Promise<readonly Row[] | undefined> {
  const query = `sys_idIN${ids.join(",")}^ORDERBYsys_id`;
  try {
    return (await readRows(instance, { table: "sys_user", query, fields: ["user_name", "email"], limit: 1000 })).rows;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "rights-narrowed") return undefined;
    throw error;
  }
}

function warningOf(id: string, count: number, why: string): string {
  const who = count === 1 ? "1 person is" : `${count} people are`;
  return `${id}: ${who} known by the name shown alone, since sys_user does not tell the account ${why}`.trim();
}
