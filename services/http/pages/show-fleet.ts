import { mayDoSomewhere } from "#services/core/access/may-do";
import { type Answer, answerPage } from "../answer.js";
import type { Call } from "../route.js";
import type { ServedEstate } from "../served-estate.js";
import { estateLink } from "./estate-link.js";
import { fleetPage } from "./fleet-page.js";
import { page } from "./layout.js";
import { mapViewed } from "./map-viewed.js";
import { onlySeen } from "./may-see.js";
import type { PagesContext } from "./pages-context.js";
import { accountOf } from "./reader-of.js";

/** The estates that a reader may see; where there is but one, that one. */
export async function showFleet(call: Call, { estates }: Pick<PagesContext, "estates">): Promise<Answer> {
  const seen = estates.filter(({ id }) => mayDoSomewhere(call.principal, "read", id));
  const [only, ...others] = seen;
  if (only !== undefined && others.length === 0) return { kind: "redirect", to: estateLink(only.id) };
  const entries = await Promise.all(seen.map((estate) => entryOf(estate, call)));
  return answerPage(page(fleetPage(entries, call.at), accountOf(call)));
}

async function entryOf(estate: ServedEstate, { principal }: Call) {
  const viewed = await estate.views.overview();
  const overview = mapViewed(viewed, (value) => ({
    ...value,
    engines: [...onlySeen({ principal, estate }, value.engines)],
  }));
  return { estate: estate.id, overview };
}
