import { LockstepError } from "#services/core/errors";
import { type Answer, answerPage, refuse } from "../answer.js";
import type { EngineCall, EstateCall } from "../route.js";
import { faultNotice } from "./fault-notice.js";
import { page } from "./layout.js";
import { mapViewed } from "./map-viewed.js";
import { onlySeen } from "./may-see.js";
import { proposalPage } from "./proposal-page.js";
import { proposalsPage } from "./proposals-page.js";
import { readerOf } from "./reader-of.js";
import { whyNotDecide } from "./why-not-decide.js";

/** The list of what waits for a decision on engines that the reader may see. */
export async function showProposals(call: EstateCall): Promise<Answer> {
  const viewed = await call.estate.views.proposals();
  const proposals = mapViewed(viewed, (value) => onlySeen(call, value));
  const parts = proposalsPage({ estate: call.estate.id, proposals, done: call.query.get("done"), at: call.at });
  return answerPage(page(parts, readerOf(call, "proposals")));
}

/** One proposal. */
export async function showProposal(call: EngineCall): Promise<Answer> {
  const { estate, engineId } = call;
  const viewed = await estate.views.proposal(call.params["proposal"] ?? "");
  const view = viewed.value;
  const reader = readerOf(call, "proposals");
  if (viewed.fault !== undefined && view === undefined)
    return answerPage(page({ title: "A proposal", main: faultNotice(viewed) }, reader));
  if (view === undefined || view.proposal.engineId !== engineId) return refuse(404, { detail: GONE });
  const [asked, policy] = await Promise.all([askedOf(call), policyOf(call)]);
  const whyNot = whyNotDecide(view, { estate: estate.id, principal: call.principal, policy, at: call.at });
  const parts = proposalPage({ estate: estate.id, viewed, view, asked, whyNot }, reader);
  return answerPage(page(parts, reader));
}

const GONE = "No such proposal is open: it was decided, or its changes are gone.";

/** Who is asked; where that cannot be told, nobody is. */
async function askedOf({ estate, signal }: EngineCall) {
  try {
    return (await estate.app.reviews({ signal })).asked;
  } catch (error) {
    if (error instanceof LockstepError) return { forge: "local", approvers: [], approvals: 1 } as const;
    throw error;
  }
}

/** By what is judged who may decide; `undefined` where it cannot be read. */
async function policyOf({ estate }: EngineCall) {
  try {
    return (await estate.app.governed()).policy;
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}
