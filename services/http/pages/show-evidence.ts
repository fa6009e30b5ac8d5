import { LockstepError } from "#services/core/errors";
import { evidencePeriodOf } from "#services/core/schedule/evidence-period";
import { nextInstant } from "#services/core/schedule/next-instant";
import { evidenceSchedulesOf } from "#services/core/schedule/schedules-of";
import { type Answer, answerPage } from "../answer.js";
import { answerPack } from "../answer-pack.js";
import { askForPack } from "../ask-for-pack.js";
import { packStanding, packsAtWork } from "../pack-standing.js";
import type { EstateCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import type { TypedEvidence } from "./evidence-form.js";
import { evidencePage } from "./evidence-page.js";
import { page } from "./layout.js";
import { seenEngines } from "./may-see.js";
import type { PagesContext } from "./pages-context.js";
import { readerOf } from "./reader-of.js";
import { refusedFor } from "./refused-for.js";

/** Shows what was packed, and offers the last whole quarter. */
export async function showEvidence(call: EstateCall, context: PagesContext): Promise<Answer> {
  const { firstDay: from, lastDay: to } = evidencePeriodOf("quarterly", call.at.toISOString());
  return await orRefused(() => answerWith(call, { typed: { from, to, framework: "", engines: [] } }, context));
}

/** Asks for a pack, and leads to where it is told what becomes of it; what cannot be made is told on the form. */
export async function askForEvidence(call: EstateCall, context: PagesContext): Promise<Answer> {
  const typed = typedOf(call.body);
  const engineIds = typed.engines.length === 0 ? undefined : typed.engines;
  const framework = typed.framework === "" ? undefined : typed.framework;
  try {
    await askForPack(call, { firstDay: typed.from, lastDay: typed.to, framework, engineIds }, context);
    return { kind: "redirect", to: estateLink(call.estate.id, "evidence") };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return await orRefused(() => answerWith(call, { typed, problem: error.message, status: 422 }, context));
  }
}

/** The pack itself, for the browser. */
export async function fetchEvidence(call: EstateCall): Promise<Answer> {
  return await orRefused(() => answerPack(call));
}

interface Shown {
  readonly typed: TypedEvidence;
  readonly problem?: string;
  readonly status?: number;
}

async function answerWith(
  call: EstateCall,
  { typed, problem, status = 200 }: Shown,
  context: PagesContext,
): Promise<Answer> {
  const { estate, at } = call;
  const [kept, atWork, choices] = await Promise.all([
    estate.app.packs.list(),
    packsAtWork(context.queue, estate.id),
    estate.views.evidenceChoices(),
  ]);
  const packs = kept.map((pack) => packStanding(pack, atWork));
  const about = { estate: estate.id, typed, problem, packs, choices: choices.value };
  const reader = readerOf(call, "evidence");
  const html = page(evidencePage({ ...about, engines: seenEngines(call), coming: comingOf(call, at) }, reader), reader);
  return answerPage(html, { status });
}

function comingOf({ estate }: EstateCall, at: Date) {
  return evidenceSchedulesOf(estate.declared() ?? {}).flatMap((schedule) => {
    try {
      return [{ schedule: schedule.id, at: nextInstant(schedule, at).toISOString() }];
    } catch (error) {
      // One that never comes makes nothing; `lockstep validate` names it.
      if (error instanceof LockstepError) return [];
      throw error;
    }
  });
}

function typedOf(body: unknown): TypedEvidence {
  const fields = body instanceof URLSearchParams ? body : new URLSearchParams();
  const text = (name: string): string => (fields.get(name) ?? "").trim().slice(0, 200);
  return { from: text("from"), to: text("to"), framework: text("framework"), engines: fields.getAll("engine") };
}

async function orRefused(answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof LockstepError) return refusedFor(error);
    throw error;
  }
}
