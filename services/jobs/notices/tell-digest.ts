import type { NoticeRecord } from "#schemas/notice-record";
import type { DigestLetter, HeadLetter } from "#services/core/notices/letter";
import { type Matter, matterOf } from "#services/core/notices/matter";
import type { Sighting } from "#services/core/notices/matters-of-engine";
import { planDigest } from "#services/core/notices/plan-digest";
import { isTold, placeOf } from "#services/core/notices/recall-notices";
import { findAnchor } from "../record/anchor-ledger.js";
import { deliver } from "./deliver.js";
import { addTold, type NoticeContext, type Told } from "./notice-context.js";
import { readReturns } from "./read-returns.js";
import type { Routes } from "./read-routes.js";
import { readTold } from "./read-told.js";

/** Once a night: the digest of what is not told at once, the ledger's head, and all that was told summed up. */
export async function tellDigest(sighting: Sighting, routes: Routes, context: NoticeContext): Promise<Told> {
  const { policy, commit } = routes;
  if (policy === undefined) return addTold([]);
  const at = context.now().toISOString();
  const { digests, ended } = planDigest(sighting, { told: await readTold(context.ledger), policy, at });
  const outcomes: Told[] = [];
  for (const { channel, heading, news, standing, settled } of digests) {
    const { returns, withinDays } = await readReturns([...news, ...standing], policy, { ledger: context.ledger, at });
    const matters = [heading, ...news, ...standing];
    const letterOf = (own: readonly Matter[], sent: DigestSent): DigestLetter | undefined =>
      own.includes(heading)
        ? { about: "digest", ...sent, ...{ news, standing, settled, returns, withinDays } }
        : undefined;
    outcomes.push(await deliver({ channel, level: 0, matters, letterOf }, { policy, commit }, context));
  }
  const isDone = outcomes.every(({ failed }) => failed.length === 0);
  // What was settled is told again where somebody has not heard it.
  if (ended.length > 0 && isDone) await keep({ act: "ended", keys: [...ended] }, context);
  outcomes.push(await tellHead(routes, context));
  const { entries, seen, policyCommit, upTo } = await readTold(context.ledger);
  await keep({ act: "summed-up", upTo, told: [...entries.values()], seen: [...seen.values()], policyCommit }, context);
  return addTold(outcomes);
}

type DigestSent = Pick<DigestLetter, "estate" | "publicUrl" | "at" | "id">;

/** The newest record of the ledger, once a day, so that it is kept where nobody can write it anew. */
async function tellHead({ policy, commit }: Routes, context: NoticeContext): Promise<Told> {
  const outcomes: Told[] = [];
  const at = context.now().toISOString();
  for (const channel of policy?.ledgerHead ?? []) {
    const matter = headMatter(at.slice(0, 10));
    const { entries } = await readTold(context.ledger);
    if (policy === undefined || isTold(entries.get(placeOf(channel, 0, matter.key)), matter.state, at)) continue;
    const letterOf = async (_own: readonly Matter[], sent: DigestSent): Promise<HeadLetter | undefined> => {
      const head = await context.ledger.head();
      return head && { about: "ledger-head", ...sent, head, anchor: (await findAnchor(context.ledger)) ?? null };
    };
    outcomes.push(await deliver({ channel, level: 0, matters: [matter], letterOf }, { policy, commit }, context));
  }
  return addTold(outcomes);
}

function headMatter(day: string): Matter {
  return matterOf({
    kind: "drift",
    about: ["ledger-head"],
    stands: day,
    scope: "ledger-head",
    title: `The ledger's head of ${day}`,
    sentence: "",
    action: "",
    owner: "estate",
  });
}

async function keep(body: NoticeRecord, { ledger, now }: NoticeContext): Promise<void> {
  await ledger.append({ type: "notice-sent", actor: "lockstep", at: now().toISOString(), body: { ...body } });
}
