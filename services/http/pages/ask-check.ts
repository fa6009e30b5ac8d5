import type { Answer } from "../answer.js";
import type { EngineCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import type { PagesContext } from "./pages-context.js";

const SAME_MS = 10_000;

/** Asks for a check of an engine; whoever presses twice asks once. */
export async function askCheck(call: EngineCall, { queue }: Pick<PagesContext, "queue">): Promise<Answer> {
  const { estate, engineId, principal, at } = call;
  const because = `${principal.name.slice(0, 100)} asked for it on a page`;
  const key = `page-${estate.id}-${engineId}-${Math.floor(at.getTime() / SAME_MS)}`;
  await queue.add({ job: "check", estate: estate.id, engineIds: [engineId], because }, { key });
  return { kind: "redirect", to: estateLink(estate.id, "runs") };
}
