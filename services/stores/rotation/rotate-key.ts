import type { LedgerRecord } from "#schemas/ledger-record";
import { LockstepError } from "#services/core/errors";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { parseAllowedSigners } from "#services/core/seal/allowed-signers";
import { addSigner, endSigner, isSignerOpen } from "#services/core/seal/rotate-signers";
import { allowedSignersLine, readAllowedSigners } from "#services/stores/git/allowed-signers";
import type { GitContext } from "#services/stores/git/git-context";
import { MAIN_REF } from "#services/stores/git/refs";
import { retrySwap } from "#services/stores/git/retry-swap";
import { swapRefs } from "#services/stores/git/swap-refs";
import type { GitLedger } from "#services/stores/ledger/open-ledger";
import { draftSigners } from "./draft-signers.js";
import { ensureNextKey, hasNextKey, type PublicKey, putNextKeyToUse, readPublicKey } from "./next-key.js";

export interface RotationRequest {
  /** Who rotates. */
  readonly by: string;
  /** For how long what is under way elsewhere may still be signed with the old key. */
  readonly overlapHours: number;
  /** Told after each step that a kill could come after; for tests. */
  readonly onStep?: (step: "key-made" | "recorded" | "put-to-use" | "old-ended") => void;
}

/** What a rotation left. */
export interface RotatedKey {
  readonly record: LedgerRecord;
  readonly fingerprint: string;
  readonly previous: string;
  /** Until when the old key counts, ISO 8601. */
  readonly until: string;
  /** True where an earlier rotation, which was cut short, was brought to its end. */
  readonly finished: boolean;
}

/**
 * Puts a new signing key in the place of the one in use. Each step leaves a store that works, whatever kills the process after it: the record that
 * names the new key, signed with the old one, and the new key's line on `main` become visible together, while the old one goes on signing; then the
 * new one signs; then the old one gets its end. Run again it goes on where it stopped.
 *
 * @throws LockstepError `usage`, `key-missing`, `ledger-broken`, `ledger-rolled-back`, `store-conflict`
 */
export async function rotateKey(context: GitContext, ledger: GitLedger, request: RotationRequest): Promise<RotatedKey> {
  assertRequest(context, request);
  const fault = await ledger.findHeadFault();
  if (fault !== undefined)
    throw new LockstepError(fault.code, `The key stays as it is: of the ledger, ${fault.problem}.`);
  const { signingKeyFile } = context;
  const current = await readPublicKey(signingKeyFile);
  const unfinished = hasNextKey(signingKeyFile) ? undefined : await findUnended(context, ledger, current);
  if (unfinished !== undefined) return { ...(await endOld(context, unfinished, request)), finished: true };
  await assertCounts(context, current);
  const finished = hasNextKey(signingKeyFile);
  const next = await ensureNextKey(signingKeyFile);
  request.onStep?.("key-made");
  const record = await recordNext(context, ledger, { ...request, current, next });
  request.onStep?.("recorded");
  await putNextKeyToUse(signingKeyFile);
  request.onStep?.("put-to-use");
  const ended = await endOld(context, record, request);
  request.onStep?.("old-ended");
  return { ...ended, finished };
}

const MOST_HOURS = 24 * 90;

function assertRequest({ allowedSignersFile }: GitContext, { by, overlapHours }: RotationRequest): void {
  assertSomebody("person who rotates the key", by);
  if (!Number.isFinite(overlapHours) || overlapHours < 1 || overlapHours > MOST_HOURS)
    throw new LockstepError("usage", `The keys overlap for 1 to ${MOST_HOURS} hours.`);
  if (allowedSignersFile !== undefined)
    throw new LockstepError("usage", "The public keys of this store are kept elsewhere: rotate the key there.");
}

/** A key that does not count could not name the next one. */
async function assertCounts(context: GitContext, { fingerprint }: PublicKey): Promise<void> {
  const now = context.now().getTime();
  const listed = parseAllowedSigners(await readAllowedSigners(context, MAIN_REF));
  const counts = listed.some((signer) => {
    const isBegun = signer.from === null || Date.parse(signer.from) <= now;
    return signer.fingerprint === fingerprint && isBegun && (signer.until === null || Date.parse(signer.until) >= now);
  });
  if (counts) return;
  const message = `${fingerprint} in ${context.signingKeyFile} does not count by policy/allowed_signers on main, so that it cannot name another.`;
  throw new LockstepError("key-missing", message);
}

/** The rotation that made the key in use the one in use, where the key before it has no end yet. */
async function findUnended(
  context: GitContext,
  ledger: GitLedger,
  current: PublicKey,
): Promise<LedgerRecord | undefined> {
  const record = await findRotation(ledger, current);
  if (record === undefined) return undefined;
  return isSignerOpen(await readAllowedSigners(context, MAIN_REF), oldKeyIn(record)) ? record : undefined;
}

async function findRotation(ledger: GitLedger, { fingerprint }: PublicKey): Promise<LedgerRecord | undefined> {
  for await (const record of ledger.records({ type: "key-rotated" })) {
    if (record.body["fingerprint"] === fingerprint) return record;
  }
  return undefined;
}

interface Next extends RotationRequest {
  readonly current: PublicKey;
  readonly next: PublicKey;
}

/** Record and line in one transaction: a key in the file that no record names would make every pack of the store broken. */
async function recordNext(
  context: GitContext,
  ledger: GitLedger,
  { by, current, next, overlapHours }: Next,
): Promise<LedgerRecord> {
  const at = context.now().toISOString();
  const body = {
    ...{ fingerprint: next.fingerprint, key: next.text },
    ...{ previous: current.fingerprint, previousKey: current.text, overlapHours },
  };
  return await retrySwap("main", async () => {
    const known = await findRotation(ledger, next);
    if (known !== undefined) return known;
    const { from, commit, temporary } = await draftSigners(context, {
      at,
      edit: (text) => addSigner(text, allowedSignersLine(next.text)),
      message: `The signing key ${next.fingerprint} counts, after ${current.fingerprint}\n`,
    });
    try {
      return await ledger.appendWith(
        { type: "key-rotated", actor: by, at, body },
        { refs: [{ ref: MAIN_REF, from, to: commit }] },
      );
    } catch (error) {
      if (error instanceof LockstepError && error.code === "store-conflict") return undefined;
      throw error;
    } finally {
      await swapRefs(context.gitDir, [temporary]);
    }
  });
}

async function endOld(
  context: GitContext,
  record: LedgerRecord,
  { overlapHours }: RotationRequest,
): Promise<Omit<RotatedKey, "finished">> {
  const now = context.now();
  const until = new Date(now.getTime() + overlapHours * 3_600_000);
  const [fingerprint, previous] = [String(record.body["fingerprint"]), String(record.body["previous"])];
  await retrySwap("main", async () => {
    const { from, commit, temporary } = await draftSigners(context, {
      at: now.toISOString(),
      edit: (text) => endSigner(text, oldKeyIn(record), until),
      message: `The signing key ${previous} counts no longer than ${until.toISOString()}\n`,
    });
    const outcome = await swapRefs(context.gitDir, [{ ref: MAIN_REF, from, to: commit }, temporary]);
    if (outcome === "conflict") await swapRefs(context.gitDir, [temporary]);
    return outcome === "done" ? commit : undefined;
  });
  return { record, fingerprint, previous, until: until.toISOString() };
}

function oldKeyIn({ body }: LedgerRecord): string {
  return String(body["previousKey"]);
}
