import canonicalize from "canonicalize";
import type { AccessPolicy, RoleGrant } from "#schemas/access";
import type { AccessReview } from "#schemas/access-review";
import type { Engine } from "#schemas/estate";
import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { isNobody } from "#services/core/people/is-nobody";
import { ACCESS_FILE } from "#services/core/policy/beside-judgement";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { compareText } from "#services/core/text/compare-text";
import { digestOf } from "#services/core/text/digest";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { TokenStore } from "#services/ports/token-store";

export interface AccessReviewContext {
  readonly repository: Pick<EstateRepository, "governed" | "openSnapshot">;
  readonly ledger: Pick<Ledger, "append" | "records">;
  readonly tokens: Pick<TokenStore, "list">;
  readonly now: () => Date;
}

/**
 * Says who may do what, in Lockstep and where an engine's last snapshot tells, there. With a person's name the review is put on record, bound to what
 * was shown: `expected` refuses where that moved meanwhile.
 *
 * @throws LockstepError `estate-invalid`, `usage`, `digest-mismatch`
 */
export async function reviewAccess(
  { by, expected }: { readonly by?: string; readonly expected?: string },
  context: AccessReviewContext,
): Promise<AccessReview> {
  if (by !== undefined && isNobody(by)) throw new LockstepError("usage", "Say who reviewed it: a person's name.");
  const at = context.now().toISOString();
  const { commit, files } = await context.repository.governed();
  const { estate, access } = parseGoverned(files);
  if (estate === undefined) throw new LockstepError("estate-invalid", "estate.yaml on main is not in force.");
  const shown = {
    ...{ commit, inForce: access !== undefined && files.has(ACCESS_FILE) },
    ...grantsOf(access),
    tokens: await listTokens(at, context),
    engines: await listEngines(estate.engines, context),
  };
  const digest = digestOfShown(shown);
  if (expected !== undefined && expected !== digest)
    throw new LockstepError("digest-mismatch", `Who may do what moved meanwhile: it is ${digest} now. Look again.`);
  const record = by === undefined ? undefined : await keep({ by, at, digest, shown }, context);
  const last = await findLast(record, context);
  const since = record?.at ?? last?.at ?? (await findBeginning(context));
  const dueAt = access?.reviewEveryDays === undefined ? null : addDays(since ?? at, access.reviewEveryDays);
  return {
    schema: "lockstep/access-review@1",
    ...{ estate: estate.estate, at, digest, ...shown, last, dueAt },
    isOverdue: dueAt !== null && dueAt < at,
    record: record === undefined ? null : { seq: record.seq, hash: record.hash },
  };
}

type Shown = Pick<AccessReview, "commit" | "inForce" | "people" | "groups" | "tokens" | "engines">;

function grantsOf(access: AccessPolicy | undefined): Pick<Shown, "people" | "groups"> {
  const told = ({ role, engines = [] }: RoleGrant) => ({
    role,
    engines: engines.length === 0 ? ("all" as const) : [...engines],
  });
  return {
    people: (access?.people ?? []).flatMap(({ account, name, roles }) =>
      roles.map((grant) => ({ account, name, ...told(grant) })),
    ),
    groups: (access?.groups ?? []).flatMap(({ group, roles }) => roles.map((grant) => ({ group, ...told(grant) }))),
  };
}

async function listTokens(at: string, { tokens }: AccessReviewContext): Promise<Shown["tokens"]> {
  return (await tokens.list()).map(({ token, lastUsedAt }) => ({
    ...{ id: token.id, name: token.name, role: token.role, createdBy: token.createdBy, expiresAt: token.expiresAt },
    engines: token.engines === "all" ? "all" : [...token.engines],
    ...{ isOver: token.expiresAt <= at, lastUsedAt: lastUsedAt ?? null },
  }));
}

/** Kinds of artefact by which an engine says who may change it. */
const ACCOUNT_KINDS: ReadonlySet<string> = new Set(["user", "users", "role", "roles"]);

async function listEngines(engines: readonly Engine[], { repository }: AccessReviewContext): Promise<Shown["engines"]> {
  const told: Shown["engines"] = [];
  for (const { id: engineId, product, nodes } of engines) {
    for (const { id: nodeId } of nodes) {
      const stored = await repository.openSnapshot(engineId, nodeId);
      const accounts = (stored?.snapshot.entries ?? [])
        .filter(({ kind }) => ACCOUNT_KINDS.has(kind))
        .map(({ kind, name, digest }) => ({ kind, name, digest }))
        .sort((a, b) => compareText(a.kind, b.kind) || compareText(a.name, b.name));
      const takenAt = stored?.snapshot.takenAt ?? null;
      told.push({ engineId, nodeId, product, takenAt, accounts: accounts.length === 0 ? null : accounts });
    }
  }
  return told;
}

/** That a token is used makes no other picture of who may do what, nor does a look that saw nothing new. */
function digestOfShown({ people, groups, tokens, engines, inForce }: Shown): string {
  const lasting = {
    ...{ people, groups, inForce },
    tokens: tokens.map(({ lastUsedAt, ...token }) => token),
    engines: engines.map(({ takenAt, ...engine }) => engine),
  };
  return digestOf(canonicalize(lasting) ?? "");
}

async function keep(
  {
    by,
    at,
    digest,
    shown,
  }: { readonly by: string; readonly at: string; readonly digest: string; readonly shown: Shown },
  { ledger }: AccessReviewContext,
): Promise<LedgerRecord> {
  const { commit, people, groups, tokens, engines } = shown;
  const accounts = engines.reduce((sum, each) => sum + (each.accounts?.length ?? 0), 0);
  const counts = { people: people.length, groups: groups.length, tokens: tokens.length, accounts };
  return await ledger.append({ type: "access-reviewed", actor: by, at, body: { digest, commit, counts } });
}

/** The review before this one. */
async function findLast(
  own: LedgerRecord | undefined,
  { ledger }: AccessReviewContext,
): Promise<NonNullable<AccessReview["last"]> | null> {
  const before = own === undefined ? {} : { before: own.seq };
  for await (const { seq, at, actor, body } of ledger.records({ type: "access-reviewed", limit: 1, ...before }))
    return { record: seq, at, by: actor, digest: String(body["digest"]) };
  return null;
}

/** Where nobody reviewed it yet, the time counts from the making of the estate. */
async function findBeginning({ ledger }: AccessReviewContext): Promise<string | undefined> {
  for await (const { at } of ledger.records({ type: "estate-created", limit: 1 })) return at;
  return undefined;
}

function addDays(at: string, days: number): string {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString();
}
