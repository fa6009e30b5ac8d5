import type { Decisions } from "#schemas/api/decisions";
import { type Answer, answerPage } from "../answer.js";
import type { EstateCall } from "../route.js";
import { decisionsPage } from "./decisions-page.js";
import { page } from "./layout.js";
import { mapViewed } from "./map-viewed.js";
import { seenEngines } from "./may-see.js";
import { readerOf } from "./reader-of.js";

/** What people decided, as far as it concerns engines that the reader may see. */
export async function showDecisions(call: EstateCall): Promise<Answer> {
  const engines = seenEngines(call);
  const all = engines.length === (call.estate.declared()?.engines.length ?? 0);
  const viewed = await call.estate.views.decisions();
  const decisions = mapViewed(viewed, (value) => (all ? value : concerning(value, new Set(engines))));
  return answerPage(
    page(
      decisionsPage({ estate: call.estate.id, decisions, hasNotices: call.estate.notices !== undefined }),
      readerOf(call, "decisions"),
    ),
  );
}

/** A waiver that names no engine, or several by a pattern, is shown where it hides something. */
function concerning(
  { waivers, gaps, overrides, reviews, exercises, actions, ...rest }: Decisions,
  engines: ReadonlySet<string>,
): Decisions {
  const shown = waivers.map((each) => ({ ...each, hidesOn: each.hidesOn.filter((id) => engines.has(id)) }));
  return {
    ...rest,
    waivers: shown.filter(({ waiver, hidesOn }) => hidesOn.length > 0 || engines.has(waiver.artefact.engine ?? "")),
    gaps: gaps.filter(({ gap }) => engines.has(gap.engine)),
    overrides: overrides.filter(({ engineId }) => engines.has(engineId)),
    reviews: reviews.filter(({ decision }) => engines.has(decision.engineId)),
    exercises: exercises.filter(({ exercise }) => engines.has(exercise.engineId)),
    actions: actions.filter(({ engineId }) => engines.has(engineId)),
  };
}
