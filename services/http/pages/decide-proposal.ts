import { LockstepError } from "#services/core/errors";
import { type Answer, type Refusal, refuse } from "../answer.js";
import type { EngineCall } from "../route.js";
import { estateLink } from "./estate-link.js";
import { mayDecide } from "./may-decide.js";
import type { PagesContext } from "./pages-context.js";
import { refusedFor } from "./refused-for.js";

/** Decides on a proposal by the word of whoever is signed in, and has both nodes held against what was decided. */
export async function decideProposal(
  call: EngineCall,
  { queue, areSeveral }: Pick<PagesContext, "queue" | "areSeveral">,
): Promise<Answer> {
  const { estate, engineId, principal, body, signal } = call;
  if (!mayDecide(principal, { estate: estate.id, engine: engineId }))
    return refuse(403, { detail: NOT_APPROVER, remedy: "The page of the proposal says who decides." });
  if (!(body instanceof URLSearchParams)) return refuse(400);
  const says = SAYS.find((one) => one === body.get("says"));
  if (says === undefined) return refuse(400, { detail: "It says neither accept nor decline." });
  const name = call.params["proposal"] ?? "";
  const seen = await estate.views.proposal(name);
  if (seen.value === undefined || seen.value.proposal.engineId !== engineId) return refuse(404);
  try {
    const desk = await estate.app.reviews({ signal });
    const reason = (body.get("reason") ?? "").trim();
    const verdict = {
      name: String(seen.value.summary.number ?? seen.value.summary.key),
      says,
      digest: body.get("digest") ?? "",
      by: principal.name,
    };
    const { number, outcome } = await desk.decide({ ...verdict, reason: reason === "" ? null : reason });
    const because = `review ${number} was decided on a page`;
    const request = { job: "settle-reviews", number: null, because, ...(areSeveral && { estate: estate.id }) } as const;
    await queue.add(request, { key: `decided-${estate.id}-${number}-${call.at.getTime()}` });
    return { kind: "redirect", to: `${estateLink(estate.id, "proposals")}?done=${outcome}` };
  } catch (error) {
    return refusalOf(error);
  }
}

const NOT_APPROVER = "Nothing was decided: your role here lets you look, and not decide.";

const SAYS = ["accept", "decline"] as const;

function refusalOf(error: unknown): Refusal {
  if (error instanceof LockstepError) return refusedFor(error);
  throw error;
}
