import canonicalize from "canonicalize";
import type { ToldMatter } from "#schemas/notice-record";
import { compareText } from "../text/compare-text.js";
import { digestOf } from "../text/digest.js";
import { isToldAtOnce, type Matter, matterOf } from "./matter.js";
import type { Sighting } from "./matters-of-engine.js";
import { endedKeys, type Planning } from "./plan-notices.js";
import { isTold, placeOf } from "./recall-notices.js";
import { routeMatter } from "./route-matter.js";

/** The digest for one channel. */
export interface PlannedDigest {
  readonly channel: string;
  /** The digest itself: claimed together with what it lists, and sent once for what it holds. */
  readonly heading: Matter;
  /** New, or otherwise than in the last one. */
  readonly news: readonly Matter[];
  /** As in the last one. */
  readonly standing: readonly Matter[];
  /** Told before, and settled since. */
  readonly settled: readonly ToldMatter[];
}

export interface DigestPlan {
  readonly digests: readonly PlannedDigest[];
  readonly ended: readonly string[];
}

const DAY_MS = 86_400_000;
const REPEAT_DAYS = 7;

/** Decides what the nightly digest tells whom: all that is not told at once. One in which nothing changed is sent again only after some days. */
export function planDigest(sighting: Sighting, planning: Planning): DigestPlan {
  const { told, policy, at } = planning;
  const matters = sighting.matters.filter(({ kind }) => !isToldAtOnce(kind));
  const ended = endedKeys(sighting, told, (kind) => !isToldAtOnce(kind)).filter((key) => key !== HEADING_KEY);
  const channels = [
    ...new Set([...matters.flatMap((matter) => routeMatter(matter, policy)), ...heardOf(ended, planning)]),
  ];
  const digests = channels.sort(compareText).flatMap((channel): PlannedDigest[] => {
    const own = matters.filter((matter) => routeMatter(matter, policy).includes(channel));
    const settled = entriesOn(channel, planning).filter(({ key }) => ended.includes(key));
    const heading = headingOf(channel, own, planning);
    if (own.length + settled.length === 0) return [];
    const place = told.entries.get(placeOf(channel, 0, HEADING_KEY));
    if (isTold(place, heading.state, at)) return [];
    const isKnown = (matter: Matter): boolean =>
      told.entries.get(placeOf(channel, 0, matter.key))?.matter.state === matter.state;
    return [{ channel, heading, news: own.filter((each) => !isKnown(each)), standing: own.filter(isKnown), settled }];
  });
  return { digests, ended };
}

const HEADING_KEY = JSON.stringify(["drift", "digest"]);

/** Its state is what it holds, and the day from which that counts: so the same is told again only once it is old. */
function headingOf(channel: string, matters: readonly Matter[], { told, policy, at }: Planning): Matter {
  const content = digestOf(canonicalize(matters.map(({ key, state }) => [key, state]).sort()) ?? "");
  const before = told.entries.get(placeOf(channel, 0, HEADING_KEY));
  const repeatMs = (policy.digest?.repeatDays ?? REPEAT_DAYS) * DAY_MS;
  const isOld = before === undefined || Date.parse(at) - Date.parse(before.at) >= repeatMs;
  const make = (day: string): Matter =>
    matterOf({
      kind: "drift",
      about: ["digest"],
      stands: [content, day],
      scope: "digest",
      title: "The nightly digest",
      sentence: "",
      action: "",
      owner: "estate",
    });
  const today = make(at.slice(0, 10));
  if (isOld || before === undefined) return today;
  const same = make(before.at.slice(0, 10));
  return same.state === before.matter.state ? same : today;
}

function entriesOn(channel: string, { told }: Planning): readonly ToldMatter[] {
  const own = [...told.entries.values()].filter((entry) => entry.channel === channel && entry.level === 0);
  return own.map(({ matter }) => matter);
}

function heardOf(keys: readonly string[], { told }: Planning): readonly string[] {
  const heard = [...told.entries.values()].filter(({ matter }) => keys.includes(matter.key));
  return heard.map(({ channel }) => channel);
}
