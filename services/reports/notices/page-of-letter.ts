import type { ToldMatter } from "#schemas/notice-record";
import type {
  AnyLetter,
  DigestLetter,
  HeadLetter,
  NoticeLetter,
  Sent,
  TrialLetter,
} from "#services/core/notices/letter";
import type { Matter } from "#services/core/notices/matter";
import { escapeText } from "#services/core/text/escape-text";
import { breakReferences } from "../markdown/markdown.js";
import { count } from "../text/count.js";
import { cutText } from "../text/cut-text.js";
import { showDuration, showInstant } from "../text/describe-time.js";

/**
 * A message in plain words, the same for every channel. Every text is one visible line in which nothing of what an engine said is found as a
 * name, an address or a link; it is not yet escaped for any markup.
 */
export interface NoticePage {
  /** At most 80 characters. */
  readonly subject: string;
  /** What happened, in the past tense. */
  readonly lead: readonly string[];
  readonly sections: readonly NoticeSection[];
  readonly link: { readonly text: string; readonly url: string } | null;
  readonly footer: readonly string[];
}

export interface NoticeSection {
  /** Left out where one section says it all. */
  readonly heading?: string;
  readonly items: readonly NoticeItem[];
}

export interface NoticeItem {
  readonly title: string;
  readonly lines: readonly string[];
  /** What is to be done, and by whom. */
  readonly action?: string;
}

const MAX_SUBJECT = 80;
const MAX_ITEMS = 10;
const PLAIN_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Says in plain words what a letter holds: what happened, what to do, where to look. */
export function pageOfLetter(letter: AnyLetter): NoticePage {
  switch (letter.about) {
    case "notice":
      return noticePage(letter);
    case "digest":
      return digestPage(letter);
    case "ledger-head":
      return headPage(letter);
    case "trial":
      return trialPage(letter);
  }
}

function noticePage(letter: NoticeLetter): NoticePage {
  const { matters, level, since, at } = letter;
  const [first] = matters;
  const subject =
    matters.length === 1
      ? (first?.title ?? "")
      : SEVERAL[first?.kind ?? "record"](matters.length, first?.engineId ?? null);
  const lead =
    level === 0
      ? matters.length === 1
        ? []
        : [`${subject}.`]
      : [
          `Nobody has answered a notice that stands since ${showInstant(since)}, ${showDuration(Date.parse(at) - Date.parse(since))} ago.`,
        ];
  return {
    subject: subjectOf(level === 0 ? subject : `No answer: ${subject}`, letter),
    lead: lead.map((line) => shown(line, 400)),
    sections: [{ items: itemsOf(matters, letter) }],
    link: linkTo(engineOf(matters), letter),
    footer: [...howToAnswer(letter.record), footerOf(letter)],
  };
}

/** The engine that all of it is about; `null` where there are several, or none. */
function engineOf(matters: NoticeLetter["matters"]): string | null {
  const [first] = matters;
  return matters.every(({ engineId }) => engineId === first?.engineId) ? (first?.engineId ?? null) : null;
}

function howToAnswer(record: number | null): readonly string[] {
  if (record === null) return ["The ledger takes no record, so that nobody can answer this, and it may be told again."];
  return [
    "This is told once for as long as it stands so. Whoever takes it on says 'seen', which changes no verdict:",
    `lockstep notices seen ${record} --by 'A. Person'`,
  ];
}

const SEVERAL: Readonly<Record<ToldMatter["kind"], (many: number, engineId: string | null) => string>> = {
  gate: (many) => `The gate of ${many} engines became another`,
  "unauthorised-change": (many, engineId) =>
    `${many} changes on production of ${engineId ?? "the estate"} that nothing authorises`,
  "mass-change": (many) => `${many} exports are suspect`,
  silent: (many) => `${many} engines were not checked when they should have been`,
  record: (many) => `${many} faults in what Lockstep keeps`,
  drift: (many) => `${many} differences`,
  waiver: (many) => `${many} waivers`,
  evidence: (many) => `${many} evidence packs were made`,
  action: (many) => `${many} actions past their day`,
  access: (many) => `${many} reviews of access are overdue`,
};

function digestPage(letter: DigestLetter): NoticePage {
  const { news, standing, settled } = letter;
  const parts = [
    ...(news.length === 0 ? [] : [`${news.length} new`]),
    ...(standing.length === 0 ? [] : [`${standing.length} unchanged`]),
    ...(settled.length === 0 ? [] : [`${settled.length} settled`]),
  ].join(", ");
  const sections = [
    ...sectionOf("New since the last digest", itemsOf(news, letter)),
    ...sectionOf("As in the last digest", itemsOf(standing, letter)),
    ...sectionOf(
      "Settled since",
      settled.slice(0, MAX_ITEMS).map(({ title }) => ({ title: shown(title, 200), lines: [] })),
    ),
  ];
  return {
    subject: subjectOf(`Nightly digest: ${parts}`, letter),
    lead: [`What does not have to be told at once, as it stood at ${showInstant(letter.at)}: ${parts}.`],
    sections,
    link: linkTo(null, letter),
    footer: [footerOf(letter)],
  };
}

function sectionOf(heading: string, items: readonly NoticeItem[]): readonly NoticeSection[] {
  return items.length === 0 ? [] : [{ heading, items }];
}

function headPage(letter: HeadLetter): NoticePage {
  const { seq, hash, commit } = letter.head;
  const { anchor } = letter;
  return {
    subject: subjectOf(`Ledger head of ${letter.at.slice(0, 10)}: record ${seq}`, letter),
    lead: [
      `At ${showInstant(letter.at)} the ledger of ${shown(letter.estate, 80)} ended with record ${seq}.`,
      "Keep this message where whoever runs Lockstep cannot reach it: a ledger that was written anew since, or set back, no longer holds this record.",
    ],
    sections: [
      {
        items: [
          { title: `Record ${seq}`, lines: [`Hash ${hash}`, `Commit ${commit} on the branch ledger`] },
          {
            title: "To check it, in any clone of the estate repository",
            lines: [`lockstep ledger verify --head ${seq}:${hash}`],
          },
          ...(anchor === null ? [] : [anchorItem(anchor)]),
        ],
      },
    ],
    link: null,
    footer: [footerOf(letter)],
  };
}

function anchorItem({ month, seq, hash }: NonNullable<HeadLetter["anchor"]>): NoticeItem {
  return { title: `Newest anchor: the end of ${month}`, lines: [`${seq}:${hash}`] };
}

function trialPage(letter: TrialLetter): NoticePage {
  return {
    subject: subjectOf("Trial message", letter),
    lead: [
      `This message was sent to try the channel '${shown(letter.channel, 80)}'. Nothing happened, and nothing has to be done.`,
    ],
    sections: [],
    link: linkTo(null, letter),
    footer: [footerOf(letter)],
  };
}

function itemsOf(
  matters: readonly (Matter | ToldMatter)[],
  letter: NoticeLetter | DigestLetter,
): readonly NoticeItem[] {
  const items = matters.slice(0, MAX_ITEMS).map((matter): NoticeItem => {
    const often = letter.returns.get(matter.key);
    return {
      title: shown(matter.title, 200),
      lines: [
        ...("sentence" in matter ? [shown(matter.sentence, 600)] : []),
        ...(often === undefined
          ? []
          : [`Comes and goes: it came back ${count(often, "time")} in ${count(letter.withinDays, "day")}.`]),
      ],
      ...("action" in matter ? { action: `${shown(matter.owner, 80)}: ${shown(matter.action, 400)}` } : {}),
    };
  });
  const rest = matters.length - MAX_ITEMS;
  return rest > 0 ? [...items, { title: `and ${rest} more`, lines: [] }] : items;
}

/** Hostile text may be longer than a subject, and may hold line ends: neither leaves its place. */
function subjectOf(text: string, { estate }: Sent): string {
  const whole = breakReferences(escapeText(`[${estate}] ${text}`));
  const characters = [...whole];
  return characters.length <= MAX_SUBJECT ? whole : `${characters.slice(0, MAX_SUBJECT - 1).join("")}…`;
}

function linkTo(engineId: string | null, { publicUrl, estate }: Sent): NoticePage["link"] {
  if (publicUrl === null) return null;
  // Ids of estates and engines are plain: what is not leads nowhere.
  const engine = engineId !== null && PLAIN_ID.test(engineId) ? `/engines/${engineId}` : "";
  const url = `${publicUrl.replace(/\/+$/, "")}${PLAIN_ID.test(estate) ? `/estates/${estate}${engine}` : "/"}`;
  return { text: "Look at it in Lockstep", url };
}

function footerOf({ estate, at }: Sent): string {
  return `Lockstep, estate ${shown(estate, 80)}, ${showInstant(at)}. About configuration, never about data.`;
}

function shown(text: string, maxCharacters: number): string {
  return breakReferences(cutText(text, maxCharacters));
}
