import canonicalize from "canonicalize";
import type { ToldMatter } from "#schemas/notice-record";
import type { NoticeKind } from "#schemas/notifications";
import { redactForLog } from "../privacy/redact.js";
import { digestOf } from "../text/digest.js";

/** Something that stands and that people are told of. Its texts may hold what an engine said: they are not escaped yet. */
export interface Matter extends ToldMatter {
  /** What happened, in the past tense, for whoever knows no product. */
  readonly sentence: string;
  /** What to do about it. */
  readonly action: string;
  /** Told only to whom the contrary was told before. */
  readonly isGoodNews: boolean;
  /** Findings behind it: what came and went often bears a mark. */
  readonly findings: readonly string[];
}

/** What a matter is made of. */
export interface MatterParts extends Pick<Matter, "kind" | "scope" | "title" | "sentence" | "action" | "owner"> {
  /** What it is about, the same in every run. */
  readonly about: readonly string[];
  /** How it stands. Default: that it stands. */
  readonly stands?: unknown;
  readonly tier?: number | null;
  readonly engineId?: string | null;
  readonly isGoodNews?: boolean;
  readonly findings?: readonly string[];
}

const MAX_TITLE = 200;

/** Puts a matter together. Its words are sent and some recorded: what looks like a secret or a patient in them is gone. */
export function matterOf(parts: MatterParts): Matter {
  const { about, stands = "stands", isGoodNews = false, findings = [], tier = null, engineId = null } = parts;
  return {
    kind: parts.kind,
    scope: parts.scope,
    owner: parts.owner,
    key: JSON.stringify([parts.kind, ...about]),
    state: digestOf(canonicalize(stands) ?? "").slice(0, 23),
    title: plain(parts.title).slice(0, MAX_TITLE),
    sentence: plain(parts.sentence),
    action: plain(parts.action),
    isUrgent: isToldAtOnce(parts.kind) && !isGoodNews,
    ...{ tier, engineId, isGoodNews, findings },
  };
}

/** Whether a kind of notice is told at once; all else waits for the digest. */
export function isToldAtOnce(kind: NoticeKind): boolean {
  return !IN_DIGEST.has(kind);
}

const IN_DIGEST: ReadonlySet<NoticeKind> = new Set(["drift", "waiver", "action", "access", "evidence"]);

/** What a record keeps of a matter. */
export function toldMatterOf({
  key,
  state,
  kind,
  scope,
  title,
  owner,
  tier,
  engineId,
  isUrgent,
}: ToldMatter): ToldMatter {
  return { key, state, kind, scope, title, owner, tier, engineId, isUrgent };
}

function plain(text: string): string {
  return String(redactForLog(text));
}
