import type { Settings } from "#services/config";
import { LockstepError } from "#services/core/errors";
import { answerGate } from "#services/core/gate/answer-gate";
import { tellAdvice } from "#services/core/gate/tell-advice";
import { createVerdictShelf, type Instant, type ShelfLimits } from "#services/jobs/ready/verdict-shelf";
import type { Logger } from "#services/ports/logger";
import type { StoreMarks, StoreWatch } from "#services/ports/store-watch";
import type { VerdictBook } from "#services/ports/verdict-book";
import type { VerdictTeller } from "#services/ports/verdict-teller";
import { openStoreWatch } from "#services/stores/git/open-store-watch";
import { keepForAWhile } from "./keep-for-a-while.js";
import { openVerdictTeller } from "./open-verdict-teller.js";
import { reasonOfError } from "./reason-of-error.js";

/** A book that keeps itself. */
export interface OpenVerdictBook extends VerdictBook {
  /** Looks at the store once, and from then on by itself; verdicts come in one after the other. */
  begin(): Promise<void>;
  /** Looks now, and waits until every verdict is as the store is. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface VerdictBookOptions extends Partial<ShelfLimits> {
  readonly now: () => Date;
  readonly logger: Logger;
  /** Milliseconds between two looks at the store. Default 1000. */
  readonly lookMs?: number;
  /** Milliseconds between two proofs of the ledger although nothing moved. Default 30,000. */
  readonly proveMs?: number;
  /** Stand in the place of those of the settings. */
  readonly watch?: Pick<StoreWatch, "read">;
  readonly teller?: VerdictTeller;
}

/**
 * Opens the book of the stored verdicts of one estate. An answer costs microseconds and needs neither queue, forge nor ticket system;
 * `ready` is given only while the store was seen unmoved within `boundMs` (default 5000).
 */
export function openVerdictBook(settings: Settings, options: VerdictBookOptions): OpenVerdictBook {
  const { now, logger, lookMs = 1000, proveMs = 30_000, boundMs = 5000, renewMs = 900_000 } = options;
  const watch =
    options.watch ?? openStoreWatch({ gitDir: settings.storeDir, ledgerMarkFolder: settings.ledgerMarkFolder });
  const teller = options.teller ?? openVerdictTeller(settings);
  const shelf = createVerdictShelf({ boundMs, renewMs });
  let agreed: { readonly marks: StoreMarks; readonly wasFaulty: boolean } | undefined;
  let provenAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let telling: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const runbooks = keepForAWhile((engineId) => teller.runbook(engineId, now()), RUNBOOK_MS);

  const instant = (): Instant => ({ at: now(), ticks: performance.now() });

  async function look(): Promise<void> {
    const { ticks } = instant();
    const marks = await watch.read();
    if (agreed === undefined || !isSame(marks, agreed.marks)) return await follow(marks, ticks);
    shelf.hold(ticks);
    if (ticks - provenAt > proveMs) await follow(marks, ticks);
  }

  /** Finds whom it concerns that the store moved, or whether the ledger still proves itself. */
  async function follow(marks: StoreMarks, ticks: number): Promise<void> {
    const before = agreed;
    const plan = await teller.plan(before ?? { marks, wasFaulty: false }, marks);
    const engines = before === undefined ? "all" : plan.engines;
    if (engines === "all" || before?.marks.branches["main"] !== marks.branches["main"])
      shelf.know(await teller.engines());
    agreed = { marks, wasFaulty: plan.isFaulty };
    provenAt = ticks;
    shelf.move(engines);
    shelf.hold(ticks);
  }

  /** One look at a time; one that fails holds nothing up, and nothing is held by it. */
  function lookOnce(): Promise<void> {
    looking ??= look()
      .catch((error: unknown) => {
        logger.warn("the store could not be looked at", { error });
        if (error instanceof LockstepError) shelf.know({ unread: reasonOfError(error) });
      })
      .finally(() => {
        looking = undefined;
        tellDue();
      });
    return looking;
  }

  function tellDue(): void {
    telling ??= tellAll()
      .catch((error: unknown) => logger.error("a verdict could not be told", { error }))
      .finally(() => {
        telling = undefined;
      });
  }

  async function tellAll(): Promise<void> {
    for (let due = shelf.next(instant()); due !== undefined && !closed; due = shelf.next(instant())) {
      due.put(await teller.tell(due.engineId, now()));
    }
  }

  function lookAgain(): void {
    if (closed) return;
    timer = setTimeout(() => void lookOnce().then(lookAgain), lookMs).unref();
  }

  return {
    answer(engineId, question) {
      const when = instant();
      const taken = shelf.take(engineId, when);
      return taken === undefined ? undefined : answerGate(taken.told, question, { now: when.at, doubts: taken.doubts });
    },
    advise(engineId) {
      const when = instant();
      const taken = shelf.take(engineId, when);
      return taken === undefined ? undefined : tellAdvice(taken.told, { now: when.at, doubts: taken.doubts });
    },
    runbook: (engineId) => runbooks(engineId),
    async begin() {
      await lookOnce();
      lookAgain();
    },
    async settle() {
      await looking;
      await lookOnce();
      await telling;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await looking;
      await telling;
      await teller.close();
    },
  };
}

/** It is derived by the thread that tells verdicts, which must not wait for whoever asks for it again and again. */
const RUNBOOK_MS = 30_000;

function isSame(a: StoreMarks, b: StoreMarks): boolean {
  const [branches, others] = [Object.entries(a.branches), b.branches];
  if (a.ledgerMark !== b.ledgerMark || branches.length !== Object.keys(others).length) return false;
  return branches.every(([name, commit]) => others[name] === commit);
}
