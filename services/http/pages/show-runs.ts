import type { AskedCheck } from "#schemas/api/asked-check";
import { LockstepError } from "#services/core/errors";
import type { ListedJob } from "#services/ports/job-queue";
import { type Answer, answerPage, refuse } from "../answer.js";
import { followAsked } from "../api/follow-asked.js";
import type { EstateCall } from "../route.js";
import { faultNotice } from "./fault-notice.js";
import { page } from "./layout.js";
import { onlySeen, seenEngines } from "./may-see.js";
import { nextChecks } from "./next-checks.js";
import type { PagesContext } from "./pages-context.js";
import { readerOf } from "./reader-of.js";
import { runPage } from "./run-page.js";
import { runsPage } from "./runs-page.js";

const ROWS = 50;

/** The runs that looked at engines which the reader may see. */
export async function showRuns(call: EstateCall, context: PagesContext): Promise<Answer> {
  const { estate, query, at } = call;
  const given = query.get("before") ?? "";
  const before = /^\d{1,12}$/.test(given) ? Number(given) : undefined;
  const runs = await estate.views.runs({ limit: ROWS, before, engineIds: seenEngines(call) });
  const isFirst = before === undefined;
  const [atWork, asked] = isFirst
    ? await Promise.all([jobsOf(call, context), askedOf(call, context)])
    : ([[], undefined] as const);
  const next = isFirst ? nextChecks({ declared: estate.declared(), seen: seenEngines(call), at }) : null;
  const values = { estate: estate.id, runs, atWork, asked, next, isFirst, at };
  return answerPage(page(runsPage(values), readerOf(call, "runs")));
}

/** What became of a check that was asked for on a page: its address says which, so that it is told without a script, too. */
async function askedOf(call: EstateCall, { queue }: PagesContext): Promise<AskedCheck | undefined> {
  const [engineId, askedAt] = [call.query.get("engine") ?? "", call.query.get("asked") ?? ""];
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(askedAt)) return undefined;
  if (!seenEngines(call).includes(engineId)) return undefined;
  try {
    return await followAsked({ key: "", askedAt, engineIds: [engineId] }, call.estate, queue);
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}

/** One run. */
export async function showRun(call: EstateCall): Promise<Answer> {
  const { estate, params } = call;
  const viewed = await estate.views.run(params["run"] ?? "");
  const reader = readerOf(call, "runs");
  if (viewed.fault !== undefined && viewed.value === undefined)
    return answerPage(page({ title: "A run", main: faultNotice(viewed) }, reader));
  const engines = onlySeen(call, viewed.value?.engines ?? []);
  if (viewed.value === undefined || engines.length === 0) return refuse(404);
  return answerPage(
    page(runPage({ estate: estate.id, viewed, run: { ...viewed.value, engines: [...engines] } }), reader),
  );
}

/** What is being done for this estate; of other engines than the reader may see nothing is told. */
async function jobsOf(
  call: EstateCall,
  { queue, areSeveral }: PagesContext,
): Promise<readonly ListedJob[] | undefined> {
  const seen = new Set(seenEngines(call));
  try {
    const ours = (await queue.atWork()).filter(({ request, progress }) => {
      const isOurs = request.estate === undefined ? !areSeveral : request.estate === call.estate.id;
      const told = progress?.engineId === undefined ? [] : [progress.engineId];
      return isOurs && [...enginesIn(request), ...told].every((engineId) => seen.has(engineId));
    });
    return ours;
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}

function enginesIn(request: ListedJob["request"]): readonly string[] {
  if (request.job === "check") return request.engineIds;
  return request.job === "check-occasion" ? [request.engineId] : [];
}
