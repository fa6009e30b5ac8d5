import type { NoticeRecord } from "#schemas/notice-record";
import type { NoticeLetter } from "#services/core/notices/letter";
import type { Matter } from "#services/core/notices/matter";
import type { Sighting } from "#services/core/notices/matters-of-engine";
import { type PlannedNotice, planEscalations, planNotices } from "#services/core/notices/plan-notices";
import { deliver } from "./deliver.js";
import { addTold, type NoticeContext, type Told } from "./notice-context.js";
import { type Returns, readReturns } from "./read-returns.js";
import type { Routes } from "./read-routes.js";
import { readTold } from "./read-told.js";

/** Tells at once what was seen and is to be told at once, then the next level of whatever nobody has answered. */
export async function tellNow(sighting: Sighting, { policy, commit }: Routes, context: NoticeContext): Promise<Told> {
  if (policy === undefined) return addTold([]);
  const at = context.now().toISOString();
  const { notices, ended } = planNotices(sighting, { told: await readTold(context.ledger), policy, at });
  const matters = notices.flatMap((notice) => notice.matters);
  const returns =
    matters.length === 0 ? NO_RETURNS : await readReturns(matters, policy, { ledger: context.ledger, at });
  const outcomes: Told[] = [];
  for (const notice of notices) {
    const letterOf = (own: readonly Matter[], sent: SentAs): NoticeLetter => letterFor(notice, { own, sent, returns });
    outcomes.push(await deliver({ ...notice, letterOf }, { policy, commit }, context));
  }
  if (ended.length > 0) await keep({ act: "ended", keys: [...ended] }, at, context);
  const told = await readTold(context.ledger);
  for (const notice of planEscalations({ told, policy, at })) {
    const letterOf = (own: NoticeLetter["matters"], sent: SentAs): NoticeLetter =>
      letterFor(notice, { own, sent, returns: NO_RETURNS });
    outcomes.push(await deliver({ ...notice, letterOf }, { policy, commit }, context));
  }
  return addTold(outcomes);
}

const NO_RETURNS: Returns = { returns: new Map(), withinDays: 0 };

type SentAs = Pick<NoticeLetter, "estate" | "publicUrl" | "at" | "id" | "record">;

interface Written extends Pick<PlannedNotice, "level"> {
  readonly own: NoticeLetter["matters"];
  readonly sent: SentAs;
  readonly returns: Returns;
}

function letterFor(
  { level, since }: Pick<PlannedNotice, "level" | "since">,
  { own, sent, returns }: Omit<Written, "level">,
): NoticeLetter {
  return { about: "notice", ...sent, ...{ level, since, matters: own }, ...returns };
}

async function keep(body: NoticeRecord, at: string, { ledger }: NoticeContext): Promise<void> {
  await ledger.append({ type: "notice-sent", actor: "lockstep", at, body: { ...body } });
}
