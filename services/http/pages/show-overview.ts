import { mayDo } from "#services/core/access/may-do";
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
  const maySeeAccess = mayDo(call.principal, "read-records", { estate: estate.id, engine: null });
  const [overview, proposals, access] = await Promise.all([
    estate.views.overview(),
    estate.views.proposals(),
    maySeeAccess ? estate.views.access() : undefined,
  ]);
  const parts = overviewPage({
    estate: estate.id,
    overview: mapViewed(overview, (value) => ({ ...value, engines: [...onlySeen(call, value.engines)] })),
    proposals: mapViewed(proposals, (value) => onlySeen(call, value)),
    next: nextChecks({ declared: estate.declared(), seen: seenEngines(call), at }),
    at,
    ...(access && { access }),
  });
  return answerPage(page(parts, readerOf(call, "overview")));
}
