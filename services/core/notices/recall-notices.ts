import type { NoticeRecord, SeenMatter, ToldEntry, ToldMatter } from "#schemas/notice-record";

/** A record of the ledger about notices. */
export interface RecordedNotice {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly body: NoticeRecord;
}

/** What was told to whom, and what was seen: the same for every service over one ledger. */
export interface ToldMemory {
  /** By `placeOf`. */
  readonly entries: ReadonlyMap<string, ToldEntry>;
  /** By key and state. */
  readonly seen: ReadonlyMap<string, SeenMatter>;
  /** The commit of `main` whose routes were last followed; `null` where nothing was ever told. */
  readonly policyCommit: string | null;
  /** The number of the newest record added up; -1 where there is none. */
  readonly upTo: number;
}

/** Sending takes no longer: whoever claimed and said nothing since is gone. A clock that was set says nothing either way. */
const CLAIM_MS = 15 * 60_000;

/**
 * Adds up what was told, from records in any order. Of two claims of the same the earlier wins, wherever they were made. What was claimed
 * while another service summed up is not lost: a sum says up to which record it goes.
 */
export function recallNotices(records: readonly RecordedNotice[]): ToldMemory {
  const entries = new Map<string, ToldEntry>();
  const seen = new Map<string, SeenMatter>();
  let policyCommit: string | null = null;
  for (const { seq, at, actor, body } of fromLastSum(records)) {
    switch (body.act) {
      case "claimed":
        policyCommit = body.policyCommit;
        for (const matter of body.matters) {
          const place = placeOf(body.channel, body.level, matter.key);
          const before = entries.get(place);
          if (isTold(before, matter.state, at)) continue;
          const { channel, level } = body;
          const since = sinceOf(entries, matter) ?? at;
          const first = before?.matter.state === matter.state ? numberOf(before) : seq;
          entries.set(place, { channel, level, matter, state: "claimed", claim: seq, first, at, since });
        }
        break;
      case "sent":
      case "failed":
        for (const [place, entry] of entries) {
          if (entry.claim === body.claim && entry.state === "claimed")
            entries.set(place, { ...entry, state: body.act });
        }
        break;
      case "ended":
        for (const [place, { matter }] of entries) if (body.keys.includes(matter.key)) entries.delete(place);
        for (const [place, { key }] of seen) if (body.keys.includes(key)) seen.delete(place);
        break;
      case "seen":
        for (const { key, state } of body.matters) seen.set(seenAs(key, state), { key, state, by: actor, at });
        break;
      case "summed-up":
        for (const entry of body.told) entries.set(placeOf(entry.channel, entry.level, entry.matter.key), entry);
        for (const each of body.seen) seen.set(seenAs(each.key, each.state), each);
        policyCommit = body.policyCommit;
        break;
    }
  }
  return { entries, seen, policyCommit, upTo: Math.max(-1, ...records.map(({ seq }) => seq)) };
}

/** The newest sum, and then what it does not hold, the oldest first. */
function fromLastSum(records: readonly RecordedNotice[]): readonly RecordedNotice[] {
  const inOrder = records.toSorted((a, b) => a.seq - b.seq);
  const sum = inOrder.findLast(({ body }) => body.act === "summed-up");
  const upTo = sum?.body.act === "summed-up" ? sum.body.upTo : -1;
  const rest = inOrder.filter(({ seq, body }) => seq > upTo && body.act !== "summed-up");
  return sum === undefined ? rest : [sum, ...rest];
}

/** The number by which people name what was told: it stays however often a channel has to be tried. */
export function numberOf({ first, claim }: Pick<ToldEntry, "first" | "claim">): number {
  return first ?? claim;
}

/** Where a matter is told: on which channel, and for which level. */
export function placeOf(channel: string, level: number, key: string): string {
  return JSON.stringify([channel, level, key]);
}

/** How what somebody has seen is remembered. */
export function seenAs(key: string, state: string): string {
  return JSON.stringify([key, state]);
}

/** Whether a state was told at a place, or is about to be. */
export function isTold(entry: ToldEntry | undefined, state: string, at: string): boolean {
  if (entry === undefined || entry.matter.state !== state) return false;
  if (entry.state === "claimed") return Math.abs(Date.parse(at) - Date.parse(entry.at)) < CLAIM_MS;
  return entry.state === "sent";
}

function sinceOf(entries: ReadonlyMap<string, ToldEntry>, { key, state }: ToldMatter): string | undefined {
  const same = [...entries.values()].filter(({ matter }) => matter.key === key && matter.state === state);
  return same.map(({ since }) => since).sort()[0];
}
