import type { Answer } from "../answer.js";
import type { EngineCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import type { PagesContext } from "./pages-context.js";

const SAME_MS = 10_000;

/** Asks for a check of an engine; whoever presses twice asks once. */
export async function askCheck(
  call: EngineCall,
  { queue, areSeveral }: Pick<PagesContext, "queue" | "areSeveral">,
): Promise<Answer> {
  const { estate, engineId, principal, at } = call;
  const because = `${principal.name.slice(0, 100)} asked for it on a page`;
  const key = `page-${estate.id}-${engineId}-${Math.floor(at.getTime() / SAME_MS)}`;
  await queue.add({ job: "check", engineIds: [engineId], because, ...(areSeveral && { estate: estate.id }) }, { key });
  return { kind: "redirect", to: estateLink(estate.id, "runs") };
}
