import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { markup } from "#services/reports/html/markup";
import { showInstant } from "#services/reports/text/describe-time";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { EstateCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import { type PageParts, page } from "./layout.js";
import { readerOf } from "./reader-of.js";

/** Forms whose acts may take longer than a person is kept waiting for a page. */
export interface LongActs {
  /** Answers with what the act comes to, or with the way to where that will be told. What was begun goes on, whoever waits. */
  begin(call: EstateCall, act: () => Promise<Answer>): Promise<Answer>;
  /** Tells whoever began an act how it stands; once it is done, with its own answer. */
  tell(call: EstateCall): Promise<Answer>;
}

export interface LongActsOptions {
  /** What a person is kept waiting, in milliseconds. Default 10,000. */
  readonly patienceMs?: number | undefined;
  /** For how long an answer can still be read, in milliseconds. Default a quarter of an hour. */
  readonly keptMs?: number;
}

interface Begun {
  readonly who: string;
  readonly estate: string;
  readonly at: Date;
  readonly answer: Promise<Answer>;
  isDone: boolean;
}

export function openLongActs({ patienceMs = 10_000, keptMs = 900_000 }: LongActsOptions = {}): LongActs {
  const begun = new Map<string, Begun>();

  function keep(one: Begun): string {
    const id = randomUUID();
    begun.set(id, one);
    // Also of one that fails: whoever reads it is told so.
    const done = (): void => {
      one.isDone = true;
      setTimeout(() => begun.delete(id), keptMs).unref();
    };
    one.answer.then(done, done);
    return id;
  }

  return {
    async begin(call, act) {
      const answer = act();
      const soon = await atOnce(answer, patienceMs);
      if (soon !== undefined) return soon;
      const { principal, estate, at } = call;
      const id = keep({ who: principal.id, estate: estate.id, at, answer, isDone: false });
      return { kind: "redirect", to: estateLink(estate.id, "being-done", id) };
    },
    async tell(call) {
      const { principal, estate, params } = call;
      const one = begun.get(params["act"] ?? "");
      if (one === undefined || one.who !== principal.id || one.estate !== estate.id)
        return refuse(404, { detail: FORGOTTEN });
      return one.isDone ? await one.answer : answerPage(page(beingDone(estate.id, one), readerOf(call, "decisions")));
    },
  };
}

const FORGOTTEN = "Nothing is known of it here any more. What was decided stands on record, under Decisions.";

async function atOnce(answer: Promise<Answer>, ms: number): Promise<Answer | undefined> {
  const answered = new AbortController();
  const { signal } = answered;
  try {
    return await Promise.race([answer, sleep(ms, undefined, { signal }).catch(() => undefined)]);
  } finally {
    answered.abort();
  }
}

function beingDone(estate: string, begun: Begun): PageParts {
  return {
    title: "Being done",
    breadcrumbs: [{ text: "Overview", href: estateLink(estate) }],
    main: markup`<div class="verdict unknown" role="status"><p><strong>It is being done, and takes longer than most.</strong></p></div>
<p>It was begun at ${showInstant(begun.at.toISOString())}, and goes on whether or not you wait. There is no need to send it again.</p>
<p><a href="?">Load the page again</a> to see what became of it.</p>`,
  };
}
