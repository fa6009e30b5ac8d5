import type { Answer } from "../answer.js";
import type { EngineCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import type { PagesContext } from "./pages-context.js";

const SAME_MS = 10_000;

/** Asks for a check of an engine, and leads to where it is told what becomes of it; whoever presses twice asks once. */
export async function askCheck(
  call: EngineCall,
  { queue, areSeveral }: Pick<PagesContext, "queue" | "areSeveral">,
): Promise<Answer> {
  const { estate, engineId, principal, at } = call;
  const because = `${principal.name.slice(0, 100)} asked for it on a page`;
  const first = Math.floor(at.getTime() / SAME_MS);
  const key = `page-${estate.id}-${engineId}-${first}`;
  const named = areSeveral ? { estate: estate.id } : {};
  const outcome = await queue.add({ job: "check", engineIds: [engineId], because, ...named }, { key });
  // Of what was asked for twice the first one is followed: it may have begun before the second.
  const asked = outcome === "known" ? new Date(first * SAME_MS) : at;
  const query = new URLSearchParams({ engine: engineId, asked: asked.toISOString() });
  return { kind: "redirect", to: `${estateLink(estate.id, "runs")}?${query.toString()}` };
}
