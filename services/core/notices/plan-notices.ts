import type { ToldEntry, ToldMatter } from "#schemas/notice-record";
import type { Notifications } from "#schemas/notifications";
import { compareText } from "../text/compare-text.js";
import { isToldAtOnce, type Matter } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";
import { isTold, placeOf, seenAs, type ToldMemory } from "./recall-notices.js";
import { matchingRoutes, routeMatter } from "./route-matter.js";

/** One message to one channel. */
export interface PlannedNotice<Told extends ToldMatter = ToldMatter> {
  readonly channel: string;
  /** 0: told at once; more: nobody answered the level before. */
  readonly level: number;
  /** Since when it stands untold of an answer; for level 0 the same as now. */
  readonly since: string;
  readonly matters: readonly [Told, ...Told[]];
}

export interface NoticePlan {
  readonly notices: readonly PlannedNotice<Matter>[];
  /** Keys of what was told and stands no longer. */
  readonly ended: readonly string[];
}

/** What is planned by: what was told before, who is to be told, and the time. */
export interface Planning {
  readonly told: ToldMemory;
  readonly policy: Notifications;
  readonly at: string;
}

/**
 * Decides what is to be told at once: each state once on each channel, never once a run. What came back after it had ended is told again.
 * Changes of one engine go in one message, and gates, silence and faults of many engines in one: a first night is no flood.
 */
export function planNotices({ matters, scopes }: Sighting, { told, policy, at }: Planning): NoticePlan {
  const due = new Map<string, PlannedNotice<Matter>>();
  for (const matter of matters.filter(({ kind }) => isToldAtOnce(kind))) {
    for (const channel of channelsOf(matter, told, policy)) {
      if (isTold(told.entries.get(placeOf(channel, 0, matter.key)), matter.state, at)) continue;
      const together = JSON.stringify([
        channel,
        matter.kind,
        matter.isGoodNews,
        isPerEngine(matter) ? matter.engineId : null,
      ]);
      const before = due.get(together);
      const first = before?.matters ?? [];
      due.set(together, { channel, level: 0, since: at, matters: append(first, matter) });
    }
  }
  return { notices: [...due.values()], ended: endedKeys({ matters, scopes }, told, isToldAtOnce) };
}

function append<T>(before: readonly T[], next: T): readonly [T, ...T[]] {
  const [first, ...rest] = before;
  return first === undefined ? [next] : [first, ...rest, next];
}

function isPerEngine({ kind }: ToldMatter): boolean {
  return kind === "unauthorised-change" || kind === "mass-change";
}

/** Good news goes to everybody who was to hear the bad one, on any level, and to nobody else. */
function channelsOf(matter: Matter, { entries }: ToldMemory, policy: Notifications): readonly string[] {
  if (!matter.isGoodNews) return routeMatter(matter, policy);
  const heard = [...entries.values()].filter((entry) => entry.matter.key === matter.key);
  return [...new Set(heard.map(({ channel }) => channel))].filter(
    (channel) => !heard.some((entry) => entry.channel === channel && isToldAsIs(entry, matter)),
  );
}

function isToldAsIs(entry: ToldEntry, { state }: Matter): boolean {
  return entry.matter.state === state && entry.state === "sent";
}

/** What was told, was looked for, and is not there any more. */
export function endedKeys(
  { matters, scopes }: Sighting,
  { entries }: Pick<ToldMemory, "entries">,
  isMeant: (kind: ToldMatter["kind"]) => boolean,
): readonly string[] {
  const standing = new Set(matters.map(({ key }) => key));
  const gone = [...entries.values()].filter(
    ({ matter }) => isMeant(matter.kind) && scopes.includes(matter.scope) && !standing.has(matter.key),
  );
  return [...new Set(gone.map(({ matter }) => matter.key))].sort(compareText);
}

const HOUR_MS = 3_600_000;

/** Decides who of the next level is to be told: what was told at once, still stands, and nobody has said "seen" to in time. */
export function planEscalations({ told, policy, at }: Planning): readonly PlannedNotice[] {
  const due = new Map<string, PlannedNotice>();
  for (const { matter, since } of unanswered(told)) {
    const hours = (Date.parse(at) - Date.parse(since)) / HOUR_MS;
    for (const { escalate = [] } of matchingRoutes(matter, policy)) {
      for (const [index, { afterHours, tell }] of escalate.entries()) {
        if (hours < afterHours) continue;
        for (const channel of tell) {
          const level = index + 1;
          if (isTold(told.entries.get(placeOf(channel, level, matter.key)), matter.state, at)) continue;
          const together = JSON.stringify([channel, level, matter.kind, matter.engineId]);
          const before = due.get(together);
          const from = before === undefined || since < before.since ? since : before.since;
          due.set(together, { channel, level, since: from, matters: append(before?.matters ?? [], matter) });
        }
      }
    }
  }
  return [...due.values()];
}

/** One entry for each urgent matter that reached somebody and that nobody has seen. */
function unanswered({ entries, seen }: ToldMemory): readonly { readonly matter: ToldMatter; readonly since: string }[] {
  const open = [...entries.values()].filter(
    ({ matter, state, level }) =>
      level === 0 && state === "sent" && matter.isUrgent && !seen.has(seenAs(matter.key, matter.state)),
  );
  return [...new Map(open.map((entry) => [entry.matter.key, entry])).values()];
}
