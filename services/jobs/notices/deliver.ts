import canonicalize from "canonicalize";
import type { NoticeRecord, ToldMatter } from "#schemas/notice-record";
import type { Notifications } from "#schemas/notifications";
import { LockstepError } from "#services/core/errors";
import type { AnyLetter, Sent } from "#services/core/notices/letter";
import { toldMatterOf } from "#services/core/notices/matter";
import { placeOf } from "#services/core/notices/recall-notices";
import { sha256 } from "#services/core/text/digest";
import type { NoticeContext, Told } from "./notice-context.js";
import { readTold } from "./read-told.js";

/** One message to one channel, before anybody has claimed it. */
export interface Parcel<Of extends ToldMatter> {
  readonly channel: string;
  readonly level: number;
  readonly matters: readonly Of[];
  /** Writes what is left of it once it is claimed; `undefined` where nothing worth a message is. */
  readonly letterOf: (
    own: readonly Of[],
    sent: Sent & { readonly record: number },
  ) => AnyLetter | undefined | Promise<AnyLetter | undefined>;
}

const NOTHING: Told = { sent: 0, failed: [] };

/**
 * Claims a message in the ledger, sends what no earlier record has claimed, and says what became of it. Of two services that are about to tell the
 * same, the ledger puts one first; one that is killed in between leaves a claim that runs out.
 */
export async function deliver<Of extends ToldMatter>(
  parcel: Parcel<Of>,
  by: { readonly policy: Notifications; readonly commit: string },
  context: NoticeContext,
): Promise<Told> {
  const { channel, level, matters } = parcel;
  const declared = by.policy.channels.find(({ id }) => id === channel);
  if (declared === undefined)
    return failure(channel, new LockstepError("notice-refused", `There is no channel '${channel}'.`), context);
  const kept = matters.map(toldMatterOf);
  const claim = await append({ act: "claimed", channel, level, matters: kept, policyCommit: by.commit }, context);
  const { entries } = await readTold(context.ledger);
  const own = matters.filter(({ key }) => entries.get(placeOf(channel, level, key))?.claim === claim);
  const { estate, publicUrl } = context;
  const sent = { estate, publicUrl, at: context.now().toISOString(), id: idOf(channel, level, kept), record: claim };
  const letter = own.length === 0 ? undefined : await parcel.letterOf(own, sent);
  // Whoever claimed it first sends it.
  if (letter === undefined) return NOTHING;
  try {
    const notifier = await context.notifierOf(declared);
    const { refused } = await notifier.send(context.write(letter, notifier.form), context.signal);
    if (refused > 0) context.logger?.warn("a notice was refused at some addresses", { channel, refused });
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    await append({ act: "failed", claim, code: error.code }, context);
    return failure(channel, error, context);
  }
  await append({ act: "sent", claim }, context);
  context.logger?.info("notice sent", {
    channel,
    level,
    record: claim,
    matters: own.map(({ kind, engineId }) => `${kind} ${engineId ?? ""}`.trim()),
  });
  return { sent: 1, failed: [] };
}

function failure(channel: string, error: LockstepError, { logger }: NoticeContext): Told {
  logger?.error("a notice was not sent", { channel, error });
  return { sent: 0, failed: [{ channel, code: error.code, retryable: error.retryable }] };
}

async function append(body: NoticeRecord, { ledger, now }: NoticeContext): Promise<number> {
  const at = now().toISOString();
  const { seq } = await ledger.append({ type: "notice-sent", actor: "lockstep", at, body: { ...body } });
  return seq;
}

/** The same message again has the same id, whoever sends it. */
function idOf(channel: string, level: number, matters: readonly ToldMatter[]): string {
  return sha256(canonicalize([channel, level, matters.map(({ key, state }) => [key, state])]) ?? "").slice(0, 32);
}
