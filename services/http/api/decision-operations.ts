import { WaiverRequest } from "#schemas/api/decision-requests";
import { Decisions } from "#schemas/api/decisions";
import { WaiveReport } from "#schemas/waive-report";
import { matchesGlob } from "#services/core/text/match-glob";
import { findFinding } from "#services/reports/findings/find-finding";
import { refuse } from "../answer.js";
import { refuseRole } from "../refuse-role.js";
import { actorOf } from "./actor-of.js";
import { giveView } from "./given-view.js";
import { give, type Operation, operation } from "./operation.js";
import { refuseFault } from "./refuse-error.js";
import { seenEngines } from "./seen-engines.js";

/** What people decided, and waivers. */
export const DECISION_OPERATIONS: readonly Operation[] = [
  operation({
    id: "listDecisions",
    tag: "decisions",
    says: "Waivers and accepted gaps with the days that they still last, overrides, decided proposals, exercises and the actions that came of them.",
    ...{ method: "get", path: "/estates/:estate/decisions", on: "estate", permission: "read" },
    gives: Decisions,
    async handle(call) {
      const seen = seenEngines(call);
      return giveView(call, await call.estate.views.decisions(), (decisions) => ({
        ...decisions,
        waivers: decisions.waivers.filter(({ waiver, hidesOn }) => concernsSeen(waiver.artefact.engine, hidesOn, seen)),
        gaps: decisions.gaps.filter(({ gap }) => seen.includes(gap.engine)),
        overrides: decisions.overrides.filter(({ engineId }) => seen.includes(engineId)),
        reviews: decisions.reviews.filter(({ decision }) => seen.includes(decision.engineId)),
        exercises: decisions.exercises.filter(({ exercise }) => seen.includes(exercise.engineId)),
        actions: decisions.actions.filter(({ engineId }) => seen.includes(engineId)),
      }));
    },
  }),
  operation({
    id: "waiveFinding",
    tag: "decisions",
    says: "Permits one finding of the last run until a day. The approver is whoever asks, and never the owner.",
    ...{ method: "post", path: "/estates/:estate/engines/:engine/waivers", on: "engine", permission: "decide" },
    body: WaiverRequest,
    gives: WaiveReport,
    status: 201,
    async handle(call, { body: { finding: id, owner, reason, until, ticket = null, trial = false } }) {
      const approver = actorOf(call.principal);
      const { engineId, estate, principal } = call;
      if (approver === undefined) return refuseRole(principal, "decide", { estate: estate.id, engine: engineId });
      const { value, fault } = await estate.views.engine(engineId);
      if (fault !== undefined) return refuseFault(fault);
      const found = value?.report == null ? undefined : findFinding(value.report, id);
      if (found === undefined)
        return refuse(404, { code: "selector-unknown", detail: "The last run has no such finding." });
      const asked = { findingId: found.id, owner, approver, reason, until, ticket, isTrial: trial };
      const { waiver, finding, given, warnings } = await estate.app.waive(engineId, asked);
      return give({
        schema: "lockstep/waive@1",
        ...{ engineId, waiver, finding },
        commit: given?.commit ?? null,
        record: given === undefined ? null : { seq: given.record.seq, hash: given.record.hash },
        warnings: [...warnings],
      });
    },
  }),
];

/** A waiver that names no engine is for whoever sees one on which it hides something. */
function concernsSeen(engine: string | undefined, hidesOn: readonly string[], seen: readonly string[]): boolean {
  if (hidesOn.some((id) => seen.includes(id))) return true;
  return engine !== undefined && seen.some((id) => matchesGlob(engine, id));
}
