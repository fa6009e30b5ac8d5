import { type Answer, answerPage } from "../answer.js";
import type { EstateCall } from "../route.js";
import { page } from "./layout.js";
import { mapViewed } from "./map-viewed.js";
import { onlySeen, seenEngines } from "./may-see.js";
import { nextChecks } from "./next-checks.js";
import { overviewPage } from "./overview-page.js";
import { readerOf } from "./reader-of.js";

/** The page of an estate: the engines that its reader may see, on every axis. */
export async function showOverview(call: EstateCall): Promise<Answer> {
  const { estate, at } = call;
  const [overview, proposals] = await Promise.all([estate.views.overview(), estate.views.proposals()]);
  const parts = overviewPage({
    estate: estate.id,
    overview: mapViewed(overview, (value) => ({ ...value, engines: [...onlySeen(call, value.engines)] })),
    proposals: mapViewed(proposals, (value) => onlySeen(call, value)),
    next: nextChecks({ declared: estate.declared(), seen: seenEngines(call), at }),
    at,
  });
  return answerPage(page(parts, readerOf(call, "overview")));
}
