import type { AccessChange, AccessReview } from "#schemas/access-review";
import type { LedgerRecord } from "#schemas/ledger-record";
import { compareAccounts, compareGrants } from "#services/core/access/compare-access";
import { listGrants } from "#services/core/access/list-grants";
import { LockstepError } from "#services/core/errors";
import { parseGoverned } from "#services/core/policy/parse-governed";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { RecordedReview } from "./find-last-review.js";

export interface AccessChangesContext {
  readonly repository: Pick<EstateRepository, "governedAt" | "openSnapshot">;
  readonly ledger: Pick<Ledger, "records">;
  /** Kinds of accounts and roles of an engine. */
  readonly kindsOf: (engineId: string) => readonly string[];
}

/**
 * Finds what is otherwise than when it was last reviewed: roles by the policy of that day, tokens by the ledger, accounts of engines by the snapshots of
 * that day. What cannot be read any more is `unknown`, and never equal.
 */
export async function findAccessChanges(
  last: RecordedReview,
  now: Pick<AccessReview, "at" | "people" | "groups" | "tokens" | "engines">,
  context: AccessChangesContext,
): Promise<AccessChange[]> {
  return [
    ...(await grantChanges(last, now, context)),
    ...(await tokenChanges(last, now, context)),
    ...(await accountChanges(last, now, context)),
  ];
}

async function grantChanges(
  { commit }: RecordedReview,
  now: Pick<AccessReview, "people" | "groups">,
  { repository }: AccessChangesContext,
): Promise<readonly AccessChange[]> {
  const then = await orUntold(() => repository.governedAt(commit));
  if (then !== "untold") return compareGrants(listGrants(parseGoverned(then.files).access), now);
  return [{ about: "role", change: "unknown", who: "policy/access.yaml", detail: "what it said then cannot be read" }];
}

async function tokenChanges(
  last: RecordedReview,
  { at, tokens }: Pick<AccessReview, "at" | "tokens">,
  { ledger }: AccessChangesContext,
): Promise<readonly AccessChange[]> {
  const changes: AccessChange[] = [];
  for (const [type, change] of TOKEN_RECORDS)
    for await (const record of ledger.records({ type })) {
      if (record.seq < last.record) break;
      changes.push({ about: "token", change, ...tokenOf(record) });
    }
  const ended = tokens.filter(({ expiresAt }) => expiresAt > last.at && expiresAt <= at);
  return [
    ...changes,
    ...ended.map(({ name, role }): AccessChange => ({ about: "token", change: "ended", who: name, detail: role })),
  ];
}

const TOKEN_RECORDS = [
  ["token-created", "added"],
  ["token-revoked", "removed"],
] as const;

function tokenOf({ body }: LedgerRecord): Pick<AccessChange, "who" | "detail"> {
  const { name, role } = body;
  return { who: typeof name === "string" ? name : "a token", detail: typeof role === "string" ? role : "" };
}

async function accountChanges(
  { at: instant }: RecordedReview,
  { engines }: Pick<AccessReview, "engines">,
  { repository, kindsOf }: AccessChangesContext,
): Promise<readonly AccessChange[]> {
  const changes: AccessChange[] = [];
  for (const { engineId, nodeId, takenAt, accounts } of engines) {
    const kinds = kindsOf(engineId);
    if (kinds.length === 0 || takenAt === null) continue;
    const place = `${engineId}/${nodeId}`;
    const then = await orUntold(() => repository.openSnapshot(engineId, nodeId, { instant }));
    if (then === "untold")
      changes.push({ about: "account", change: "unknown", who: place, detail: "what it held then cannot be read" });
    else if (then === undefined)
      changes.push({ about: "account", change: "unknown", who: place, detail: "it was not read by then" });
    else {
      const before = then.snapshot.entries.filter(({ kind }) => kinds.includes(kind));
      changes.push(...compareAccounts(place, before, accounts ?? []));
    }
  }
  return changes;
}

/** A store from which things were purged, or that is not what it was, does not say how it stood. */
async function orUntold<T>(read: () => Promise<T>): Promise<T | "untold"> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof LockstepError) return "untold";
    throw error;
  }
}
