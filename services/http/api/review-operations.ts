import { Type } from "typebox";
import { ReviewDecisionRequest } from "#schemas/api/decision-requests";
import { ProposalList } from "#schemas/api/proposal-list";
import { ProposalView } from "#schemas/api/proposal-view";
import { ReviewDecidedReport } from "#schemas/review-decided-report";
import { mayDo } from "#services/core/access/may-do";
import { refuse } from "../answer.js";
import { refuseRole } from "../refuse-role.js";
import { actorOf } from "./actor-of.js";
import { giveView } from "./given-view.js";
import { give, type Operation, operation } from "./operation.js";
import { refuseFault } from "./refuse-error.js";
import { seenEngines } from "./seen-engines.js";

const NAME = Type.String({
  pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
  description: "its number, its key or how that begins",
});

/** Proposals, and deciding on them where the estate has no Git host. */
export const REVIEW_OPERATIONS: readonly Operation[] = [
  operation({
    id: "listProposals",
    tag: "decisions",
    says: "The proposals that wait for a decision, the most urgent first.",
    ...{ method: "get", path: "/estates/:estate/reviews", on: "estate", permission: "read" },
    gives: ProposalList,
    async handle(call) {
      const seen = seenEngines(call);
      return giveView(call, await call.estate.views.proposals(), (proposals) => ({
        schema: "lockstep/proposal-list@1" as const,
        items: proposals.filter(({ engineId }) => seen.includes(engineId)),
      }));
    },
  }),
  operation({
    id: "showProposal",
    tag: "decisions",
    says: "One proposal: what it asks, with the digest to decide by.",
    ...{ method: "get", path: "/estates/:estate/reviews/:review", on: "estate", permission: "read" },
    params: { review: NAME },
    gives: ProposalView,
    async handle(call) {
      const seen = seenEngines(call);
      return giveView(call, await call.estate.views.proposal(call.params["review"] ?? ""), (view) =>
        seen.includes(view.proposal.engineId) ? view : undefined,
      );
    },
  }),
  operation({
    id: "decideProposal",
    tag: "decisions",
    says: "Accepts or declines a proposal in the name of whoever asks, who must be an approver of `policy/review.yaml`.",
    // Whether the engine's proposals may be decided by them is asked below: the address does not say which engine it is.
    ...{ method: "post", path: "/estates/:estate/reviews/:review/decision", on: "estate", permission: "read" },
    params: { review: NAME },
    body: ReviewDecisionRequest,
    gives: ReviewDecidedReport,
    async handle(call, { body: { says, digest, reason = null } }) {
      const name = call.params["review"] ?? "";
      const seen = seenEngines(call);
      const { value: view, fault } = await call.estate.views.proposal(name);
      if (fault !== undefined) return refuseFault(fault);
      if (view === undefined || !seen.includes(view.proposal.engineId)) return refuse(404);
      const { engineId, key } = view.proposal;
      const by = actorOf(call.principal);
      const isAllowed = mayDo(call.principal, "decide", { estate: call.estate.id, engine: engineId });
      if (by === undefined || !(isAllowed || call.principal.kind === "operator")) {
        return refuseRole(call.principal, "decide", { estate: call.estate.id, engine: engineId });
      }
      const desk = await call.estate.app.reviews({ signal: call.signal });
      const { number, outcome, wants } = await desk.decide({ name: key, says, digest, by, reason });
      const review = await desk.keep();
      return give({
        schema: "lockstep/review-decided@1",
        ...{ engineId, key, number, outcome, wants },
        review: {
          ...review,
          proposals: review.proposals.filter((proposal) => seen.includes(proposal.engineId)),
          withoutProposal: review.withoutProposal.filter((one) => seen.includes(one.engineId)),
        },
      });
    },
  }),
];
