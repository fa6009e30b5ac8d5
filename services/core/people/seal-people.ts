import type { LedgerRecord } from "#schemas/ledger-record";

type Entry = Pick<LedgerRecord, "type" | "actor" | "at" | "body">;

/** Gives the pseudonym of a name, in the part that the person has. */
export type PersonSealer = (name: string, part: string) => Promise<string>;

/**
 * Puts pseudonyms in the place of the names in a record that is to be made: of who acted, and of whom its body names. What engines,
 * tickets and the Git host say of people stays as it was read.
 */
export async function sealPeople<T extends Entry>(entry: T, seal: PersonSealer): Promise<T> {
  const { type, actor, body } = entry;
  const sealed = await sealFields(body, FIELDS[type] ?? {}, seal);
  return { ...entry, actor: isOurs(actor) ? actor : await seal(actor, PARTS[type] ?? "actor"), body: sealed };
}

/** Whether Lockstep itself acted, or what is no person: a ticket that decided. */
function isOurs(actor: string): boolean {
  return actor === "lockstep" || actor.startsWith("ticket ");
}

const PARTS: { readonly [type in Entry["type"]]?: string } = {
  "baseline-adopted": "approver",
  "reader-changed": "approver",
  "waiver-granted": "approver",
  "review-decided": "approver",
  override: "engineer",
  "approver-signed-in": "approver",
  "estate-created": "administrator",
  "token-created": "administrator",
  "token-revoked": "administrator",
  "access-reviewed": "reviewer",
};

/** By field of a body the part of whom it names, or the fields within it. */
interface Fields {
  readonly [field: string]: string | Fields;
}

const FIELDS: { readonly [type in Entry["type"]]?: Fields } = {
  "baseline-adopted": { approver: "approver" },
  "reader-changed": { approver: "approver" },
  "waiver-granted": { waiver: { owner: "owner", approver: "approver" } },
  "review-decided": { approvers: { account: "approver", name: "approver" }, decidedBy: "approver" },
  override: { second: "second" },
  "action-raised": { owner: "owner" },
  "approver-signed-in": { who: "approver" },
};

async function sealFields(
  body: Readonly<Record<string, unknown>>,
  fields: Fields,
  seal: PersonSealer,
): Promise<Record<string, unknown>> {
  const sealed: Record<string, unknown> = { ...body };
  for (const [name, part] of Object.entries(fields)) {
    if (Object.hasOwn(body, name)) sealed[name] = await sealValue(body[name], part, seal);
  }
  return sealed;
}

async function sealValue(value: unknown, part: string | Fields, seal: PersonSealer): Promise<unknown> {
  if (Array.isArray(value)) return await Promise.all(value.map((one) => sealValue(one, part, seal)));
  if (typeof part === "string") return typeof value === "string" && !isOurs(value) ? await seal(value, part) : value;
  return isRecord(value) ? await sealFields(value, part, seal) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
