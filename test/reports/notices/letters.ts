import type { AnyLetter, DigestLetter, NoticeLetter } from "#services/core/notices/letter";
import { matterOf, toldMatterOf } from "#services/core/notices/matter";
import { mattersOfEngine } from "#services/core/notices/matters-of-engine";
import { digestOf } from "#services/core/text/digest";
import { hostileReport, notReadyReport } from "../fixtures.js";

const AT = "2026-11-23T02:05:00.000Z";
const SENT = {
  estate: "hospital",
  publicUrl: "https://lockstep.hospital.test/",
  at: AT,
  id: "0123456789abcdef",
} as const;

/** A notice of the changes on production in a report, or of its gate. */
export function aNotice(special: Partial<NoticeLetter> = {}, kind = "unauthorised-change"): NoticeLetter {
  const [engine] = notReadyReport().engines;
  const matters = engine === undefined ? [] : mattersOfEngine(engine, "Integration team").matters;
  const meant = matters.filter((matter) => matter.kind === kind);
  const nothing: ReadonlyMap<string, number> = new Map();
  return {
    ...SENT,
    about: "notice",
    record: 41,
    level: 0,
    since: AT,
    matters: meant,
    returns: nothing,
    withinDays: 7,
    ...special,
  };
}

/** A digest with something of each. */
export function aDigest(): DigestLetter {
  const drift = aNotice({}, "drift").matters.flatMap((matter) => ("sentence" in matter ? [matter] : []));
  const waiver = (id: string, title: string) =>
    matterOf({
      kind: "waiver",
      about: [id],
      scope: "waivers",
      title,
      sentence: "C. Chair gave it to J. Okafor on 2026-10-01 (the analyser moves).",
      action: "Put an end to the difference.",
      owner: "J. Okafor",
    });
  const returns = new Map(drift.map(({ key }) => [key, 4]));
  const settled = [toldMatterOf(waiver("w-9", "The waiver w-9 ends on 2026-11-30"))];
  return {
    ...SENT,
    about: "digest",
    news: drift,
    standing: [waiver("w-1", "The waiver w-1 has ended")],
    settled,
    returns,
    withinDays: 7,
  };
}

/** Every kind of letter, by name. */
export function everyLetter(): Readonly<Record<string, AnyLetter>> {
  const head = { seq: 41, hash: digestOf("head"), commit: "c".repeat(40) };
  return {
    change: aNotice(),
    gate: aNotice({}, "gate"),
    unanswered: aNotice({ level: 1, since: "2026-11-22T20:05:00.000Z", matters: aNotice().matters.map(toldMatterOf) }),
    digest: aDigest(),
    "ledger-head": {
      ...SENT,
      about: "ledger-head",
      head,
      anchor: { month: "2026-10", seq: 29, hash: digestOf("anchor") },
    },
    trial: { ...SENT, about: "trial", channel: "on-call" },
    hostile: hostileNotice(),
  };
}

/** A notice of an engine that tries whatever it can. */
export function hostileNotice(text?: string): NoticeLetter {
  const report = text === undefined ? hostileReport() : hostileReport(text);
  const [engine] = report.engines;
  const changed = engine && {
    ...engine,
    mode: "enforce" as const,
    findings: engine.findings.map((finding) => ({
      ...finding,
      case: "production-changed" as const,
      explainedBy: null,
    })),
    waiting: engine.findings.map(({ id }) => id),
  };
  const matters = changed === undefined ? [] : mattersOfEngine(changed, text ?? "x").matters;
  return aNotice({ estate: "hospital", matters });
}
