import canonicalize from "canonicalize";
import type { AccessOutcome, AccessReview } from "#schemas/access-review";
import { listGrants } from "#services/core/access/list-grants";
import { reviewDue } from "#services/core/access/review-due";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { ACCESS_FILE } from "#services/core/policy/beside-judgement";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { assertRecordable } from "#services/core/privacy/assert-recordable";
import { digestOf } from "#services/core/text/digest";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { TokenStore } from "#services/ports/token-store";
import { findAccessChanges } from "./find-access-changes.js";
import { findLastReview, type RecordedReview, reviewCountsFrom } from "./find-last-review.js";
import { type EngineAccountsContext, listEngineAccounts } from "./list-engine-accounts.js";

export interface AccessReviewContext extends Pick<EngineAccountsContext, "accessOf"> {
  readonly repository: Pick<EstateRepository, "governed" | "governedAt" | "openSnapshot">;
  readonly ledger: Pick<Ledger, "append" | "records">;
  readonly tokens: Pick<TokenStore, "list">;
  readonly now: () => Date;
}

/** With `by` it is put on record. */
export interface AccessReviewRequest {
  readonly by?: string | undefined;
  /** The digest of what was looked at. */
  readonly expected?: string | undefined;
  /** What has to change; left out: all is as it should be. */
  readonly change?: string | undefined;
}

/**
 * Says who may do what, in Lockstep and where an engine's last snapshot tells, there, and what is otherwise since it was last reviewed. With a person's
 * name the review is put on record, bound to what was shown: `expected` refuses where that moved meanwhile.
 *
 * @throws LockstepError `estate-invalid`, `usage`, `digest-mismatch`
 */
export async function reviewAccess(
  { by, expected, change }: AccessReviewRequest,
  context: AccessReviewContext,
): Promise<AccessReview> {
  if (by !== undefined) assertSomebody("person who reviewed it", by);
  if (change !== undefined) assertRecordable("change", change);
  const at = context.now().toISOString();
  const { commit, files } = await context.repository.governed();
  const { estate, access } = parseGoverned(files);
  if (estate === undefined) throw new LockstepError("estate-invalid", "estate.yaml on main is not in force.");
  const shown = {
    ...{ commit, inForce: access !== undefined && files.has(ACCESS_FILE) },
    ...listGrants(access),
    tokens: await listTokens(at, context),
    engines: await listEngineAccounts(estate.engines, context),
  };
  const digest = digestOfShown(shown);
  if (expected !== undefined && expected !== digest)
    throw new LockstepError("digest-mismatch", `Who may do what moved meanwhile: it is ${digest} now. Look again.`);
  const record = by === undefined ? undefined : await keep({ by, at, digest, shown, change }, context);
  const last = await findLastReview(context.ledger, record?.seq);
  const since = await reviewCountsFrom(record ?? last, context.ledger);
  const engineNamed = (id: string) => estate.engines.find((engine) => engine.id === id);
  const kindsOf = (id: string): readonly string[] => {
    const engine = engineNamed(id);
    return (engine === undefined ? undefined : context.accessOf(engine))?.kinds ?? [];
  };
  return {
    schema: "lockstep/access-review@1",
    ...{ estate: estate.estate, at, digest, ...shown, last: last === undefined ? null : lastOf(last) },
    changed: last === undefined ? null : await findAccessChanges(last, { at, ...shown }, { ...context, kindsOf }),
    ...reviewDue(access?.reviewEveryDays, since, at),
    record: record === undefined ? null : { seq: record.seq, hash: record.hash },
  };
}

type Shown = Pick<AccessReview, "commit" | "inForce" | "people" | "groups" | "tokens" | "engines">;

async function listTokens(at: string, { tokens }: AccessReviewContext): Promise<Shown["tokens"]> {
  return (await tokens.list()).map(({ token, lastUsedAt }) => ({
    ...{ id: token.id, name: token.name, role: token.role, createdBy: token.createdBy, expiresAt: token.expiresAt },
    engines: token.engines === "all" ? "all" : [...token.engines],
    ...{ isOver: token.expiresAt <= at, lastUsedAt: lastUsedAt ?? null },
  }));
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

interface Reviewed {
  readonly by: string;
  readonly at: string;
  readonly digest: string;
  readonly shown: Shown;
  readonly change: string | undefined;
}

async function keep({ by, at, digest, shown, change }: Reviewed, { ledger }: AccessReviewContext) {
  const { commit, people, groups, tokens, engines } = shown;
  const accounts = engines.reduce((sum, each) => sum + (each.accounts?.length ?? 0), 0);
  const counts = { people: people.length, groups: groups.length, tokens: tokens.length, accounts };
  const outcome: AccessOutcome = change === undefined ? "confirmed" : "changes-wanted";
  const body = { digest, commit, counts, outcome, note: change ?? null };
  return await ledger.append({ type: "access-reviewed", actor: by, at, body });
}

function lastOf({ commit, ...last }: RecordedReview): NonNullable<AccessReview["last"]> {
  return last;
}
