import type { ExplainReport } from "#schemas/explain-report";
import type { App } from "#services/app";
import { goodUntil } from "#services/core/gate/good-until";
import type { ReadyAnswer } from "#services/jobs/ready/answer-ready";
import { standReady } from "#services/reports/words/stand-ready";

/** The verdict on an engine as it stands at an instant, and until when it stands so while nothing is written. */
export interface StandingAnswer extends Pick<ExplainReport, "ready" | "report"> {
  readonly byOverride: boolean;
  readonly goodUntil: string;
}

/** The last verdicts, derived once for each state of the store. */
export interface EngineAnswers {
  /** @throws LockstepError */
  answer(engineId: string, heads: string): Promise<StandingAnswer>;
}

/** A derivation is made again after so long, whatever was written. */
const RENEW_MS = 15 * 60_000;

interface Kept {
  readonly heads: string;
  readonly from: number;
  readonly until: number;
  readonly answered: ReadyAnswer;
}

/** Derives verdicts one after the other, each once for all who ask meanwhile. Each answer is held against the instant at which it is given. */
export function openEngineAnswers(app: Pick<App, "ready">, now: () => Date): EngineAnswers {
  const kept = new Map<string, Kept>();
  let tail: Promise<unknown> = Promise.resolve();

  async function derive(engineId: string, heads: string): Promise<Kept> {
    const known = kept.get(engineId);
    const at = now();
    if (known !== undefined && known.heads === heads && isGood(known, at)) return known;
    const answered = await app.ready(engineId);
    const until = Math.min(Date.parse(goodUntil(answered.report, at)), at.getTime() + RENEW_MS);
    const fresh = { heads, from: at.getTime(), until, answered };
    kept.set(engineId, fresh);
    return fresh;
  }

  return {
    async answer(engineId, heads) {
      const deriving = tail.then(() => derive(engineId, heads));
      tail = deriving.catch(() => undefined);
      const { answered, until } = await deriving;
      return { ...standing(answered, now()), goodUntil: new Date(until).toISOString() };
    },
  };
}

/** A clock that was set back makes nothing younger than it is. */
function isGood({ from, until }: Kept, at: Date): boolean {
  return from <= at.getTime() && at.getTime() < until;
}

function standing({ ready, report }: ReadyAnswer, now: Date): Omit<StandingAnswer, "goodUntil"> {
  const age = ready.asOf === null ? null : Math.max(0, Math.floor((now.getTime() - Date.parse(ready.asOf)) / 1000));
  const stands = standReady({ ready: { ...ready, at: now.toISOString(), ageSeconds: age }, report });
  return { ready: stands.ready, report: stands.report ?? null, byOverride: stands.byOverride };
}
