import { Type } from "typebox";
import { ComplianceReport } from "#schemas/api/compliance-report";
import { EstateList } from "#schemas/api/estate-list";
import { EstateOverview } from "#schemas/api/estate-overview";
import { PolicyTestReport } from "#schemas/policy-test-report";
import { engineSight } from "#services/core/access/may-do";
import { tellCompliance } from "#services/core/compliance/tell-compliance";
import { refuse } from "../answer.js";
import { giveView } from "./given-view.js";
import { give, type Operation, operation } from "./operation.js";
import { seenEngines } from "./seen-engines.js";

const DAY_MS = 86_400_000;
const MAX_DAYS = 400;

/** What concerns estates as a whole. */
export const ESTATE_OPERATIONS: readonly Operation[] = [
  operation({
    id: "listEstates",
    tag: "estates",
    says: "The estates that whoever asks may see.",
    ...{ method: "get", path: "/estates", on: "service", permission: "read" },
    gives: EstateList,
    handle({ principal }, _asked, { estates }) {
      const items = estates.flatMap((estate) => {
        const declared = estate.declared();
        const engines = engineSight(principal, estate.id, declared?.engines ?? []).map(({ id }) => id);
        const isSeen = engines.length > 0 || principal.grants.some((grant) => grant.estate === estate.id);
        if (!isSeen) return [];
        const { organisation } = declared ?? {};
        return [{ estate: estate.id, ...(organisation === undefined ? {} : { organisation }), engines }];
      });
      return give({ schema: "lockstep/estate-list@1", items });
    },
  }),
  operation({
    id: "showEstate",
    tag: "estates",
    says: "How each engine of an estate stands on each axis: readiness, conformity, authorisation, freshness, operability, access.",
    ...{ method: "get", path: "/estates/:estate", on: "estate", permission: "read" },
    gives: EstateOverview,
    async handle(call) {
      const seen = seenEngines(call);
      return giveView(call, await call.estate.views.overview(), ({ engines, ...overview }) => ({
        ...overview,
        engines: engines.filter(({ engineId }) => seen.includes(engineId)),
      }));
    },
  }),
  operation({
    id: "showCompliance",
    tag: "estates",
    says: "How engines stood over a time, in four bands: in lockstep, authorised drift, unauthorised drift, and unknown or stale.",
    ...{ method: "get", path: "/estates/:estate/compliance", on: "estate", permission: "read" },
    query: {
      from: Type.String({ format: "date", description: "the first day, in UTC; left out: 30 days before the last" }),
      to: Type.String({ format: "date", description: "the last day; left out: today" }),
    },
    gives: ComplianceReport,
    async handle(call, { query: { from, to } }) {
      const last = to === undefined ? Math.floor(call.at.getTime() / DAY_MS) * DAY_MS : Date.parse(to);
      const first = from === undefined ? last - 29 * DAY_MS : Date.parse(from);
      if (first > last || last - first > MAX_DAYS * DAY_MS) {
        return refuse(400, { errors: [{ in: "query", at: "from", detail: `is at most ${MAX_DAYS} days before to` }] });
      }
      const asked = { engineIds: seenEngines(call), period: { from: first, to: last + DAY_MS } };
      return giveView(call, await call.estate.views.compliance(asked), tellCompliance);
    },
  }),
  operation({
    id: "showPolicyHealth",
    tag: "estates",
    says: "What each rule of the policy in force hid over the recorded runs. It may take seconds.",
    ...{ method: "get", path: "/estates/:estate/policy-health", on: "estate", permission: "read" },
    gives: PolicyTestReport,
    async handle(call) {
      const seen = seenEngines(call);
      const only = <T extends { readonly engineId: string }>(items: readonly T[]): T[] =>
        items.filter(({ engineId }) => seen.includes(engineId));
      return giveView(call, await call.estate.views.policyHealth(), (report) => ({
        ...report,
        rules: report.rules.map((rule) => ({ ...rule, hides: only(rule.hides) })),
        newlyHidden: only(report.newlyHidden),
        newlyShown: only(report.newlyShown),
        erred: only(report.erred),
      }));
    },
  }),
];
