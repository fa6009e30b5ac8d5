import { matterOf } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";

/** What is known of when an engine was checked. */
export interface Watched {
  readonly engineId: string;
  readonly name: string;
  readonly owner: string;
  /** When its last verdict was given and until when that holds; `null` where there is none. */
  readonly lastVerdict: { readonly at: string; readonly expiresAt: string } | null;
  /** Instants at which a run was due that did not happen. */
  readonly missed: readonly string[];
}

/** Engines that nobody looks at any more: a run did not happen, or the last verdict has run out. Silence must never pass for health. */
export function silenceMatters(engines: readonly Watched[], at: string): Sighting {
  const silent = engines.filter((engine) => engine.missed.length > 0 || isStale(engine, at));
  return {
    matters: silent.map(({ engineId, name, owner, lastVerdict, missed }) =>
      matterOf({
        kind: "silent",
        about: [engineId],
        scope: `silent ${engineId}`,
        title: `${name} was not checked when it should have been`,
        sentence: `${tellMissed(missed)}${lastVerdict === null ? "No verdict was ever given." : `The last verdict is of ${lastVerdict.at} and ${lastVerdict.expiresAt < at ? "has run out" : "runs out"} at ${lastVerdict.expiresAt}.`} Until the next check nobody can say whether it may fail over.`,
        action: `Look whether the service and its workers run, then: lockstep check ${engineId}`,
        ...{ engineId, owner },
      }),
    ),
    scopes: engines.map(({ engineId }) => `silent ${engineId}`),
  };
}

function isStale({ lastVerdict }: Watched, at: string): boolean {
  return lastVerdict !== null && !(Date.parse(lastVerdict.expiresAt) >= Date.parse(at));
}

function tellMissed(missed: readonly string[]): string {
  const [first] = missed;
  if (first === undefined) return "";
  return missed.length === 1
    ? `The run that was due at ${first} did not happen. `
    : `${missed.length} runs that were due since ${first} did not happen. `;
}
