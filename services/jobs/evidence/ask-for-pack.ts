import type { Estate } from "#schemas/estate";
import type { AskedPack } from "#schemas/kept-pack";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { ControlLibrary } from "#services/core/control-maps/control-library";
import { LockstepError } from "#services/core/errors";
import { isDay } from "#services/core/evidence/is-day";
import { planEvidence } from "#services/core/evidence/plan-evidence";
import { assertSomebody } from "#services/core/people/assert-somebody";
import { digestOf } from "#services/core/text/digest";
import type { Ledger } from "#services/ports/estate-repository";
import type { KeptPack, PackShelf } from "#services/ports/pack-shelf";

/** What a pack is wanted of. */
export interface PackWanted {
  readonly firstDay: string;
  readonly lastDay: string;
  /** Left out: the edition of the assessment year in which it ends. */
  readonly framework?: string | undefined;
  /** Left out: every engine. */
  readonly engineIds?: readonly string[] | undefined;
  /** Who asks; `null`: a schedule. */
  readonly by: string | null;
  /** What was due; left out: somebody asks. */
  readonly due?: { readonly schedule: string; readonly at: string } | undefined;
}

export interface AskingContext {
  readonly shelf: Pick<PackShelf, "find" | "list" | "ask">;
  readonly ledger: Pick<Ledger, "records">;
  readonly estate: Pick<Estate, "estate" | "organisation" | "engines">;
  readonly library: Pick<ControlLibrary, "editions">;
  readonly now: () => Date;
}

/** So many that one person or token asked for may wait to be made at a time, and so many that all of them did. */
const MOST_OF_ONE = 20;
const MOST_OF_ALL = 100;

/** What a schedule made due is not kept from its place by those who ask. */
function assertRoom(by: string, kept: readonly KeptPack[]): void {
  const waiting = kept.filter(({ asked, made, failed }) => (made ?? failed) === undefined && asked.by !== null);
  const own = waiting.filter(({ asked }) => asked.by === by);
  if (own.length < MOST_OF_ONE && waiting.length < MOST_OF_ALL) return;
  throw new LockstepError("usage", `${waiting.length} evidence packs wait to be made: ask again when some are.`);
}

/** Two years, one of them with a day more. */
const MOST_DAYS = 731;
const DAY_MS = 86_400_000;

/**
 * Notes that a pack is to be made, once what is asked for is sound. Who asks for the same while nothing else was recorded is given the same pack; one that failed is asked for
 * anew. What a schedule made due is asked for once.
 *
 * @throws LockstepError `usage`, `selector-unknown`, `control-unknown`, `ledger-broken`, `system-refused`
 */
export async function askForPack(wanted: PackWanted, context: AskingContext): Promise<KeptPack> {
  const { shelf, now } = context;
  const asked = await planAsking(wanted, context, now().toISOString());
  const standing = await shelf.find(asked.id);
  if (standing !== undefined && standing.failed === undefined) return standing;
  if (wanted.by !== null) assertRoom(wanted.by, await shelf.list());
  return await shelf.ask(asked);
}

async function planAsking(wanted: PackWanted, context: AskingContext, at: string): Promise<AskedPack> {
  const { firstDay, lastDay, framework: named, engineIds, by, due } = wanted;
  for (const day of [firstDay, lastDay]) {
    if (!isDay(day)) throw new LockstepError("usage", "A day of the period is none: YYYY-MM-DD, from 2000 to 2199.");
  }
  if (Date.parse(lastDay) - Date.parse(firstDay) > MOST_DAYS * DAY_MS) {
    throw new LockstepError("usage", `The period is longer than ${MOST_DAYS} days: ask for its years one by one.`);
  }
  if (by !== null) assertSomebody("person who asks for it", by);
  const { estate, library, ledger } = context;
  const request = { firstDay, lastDay, framework: named, engineIds, at, generator: "" };
  const { framework, engines } = planEvidence(request, { estate, library });
  const since = due === undefined ? await newestOf(ledger) : `${due.schedule} ${due.at}`;
  const about = { firstDay, lastDay, framework, engines };
  const id = digestOf(JSON.stringify([estate.estate, about, since])).slice("sha256:".length, "sha256:".length + 32);
  return { schema: "lockstep/asked-pack@1", id, ...about, by, schedule: due?.schedule ?? null, askedAt: at };
}

/** That a pack was made, somebody was told of something, or signed in, makes no other pack of the same. */
const BESIDE: ReadonlySet<LedgerRecord["type"]> = new Set(["evidence-made", "notice-sent", "approver-signed-in"]);

async function newestOf(ledger: AskingContext["ledger"]): Promise<string> {
  for await (const { type, hash } of ledger.records({})) {
    if (!BESIDE.has(type)) return hash;
  }
  throw new LockstepError("ledger-broken", "The ledger holds no record.");
}
