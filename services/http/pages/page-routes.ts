import type { EngineCall, EstateCall, Route } from "../route.js";
import { askCheck } from "./ask-check.js";
import { decideProposal } from "./decide-proposal.js";
import { recordReview, showAccess } from "./keep-access.js";
import { noticeSeen, showNotices } from "./keep-notices.js";
import { endToken, showPeople } from "./keep-people.js";
import { openLongActs } from "./long-acts.js";
import type { PagesContext } from "./pages-context.js";
import { closeOnPage, recordOnPage, showPractice } from "./practise-on-page.js";
import { showCompliance } from "./show-compliance.js";
import { showDecisions } from "./show-decisions.js";
import { showEngine } from "./show-engine.js";
import { askForEvidence, fetchEvidence, showEvidence } from "./show-evidence.js";
import { showFinding } from "./show-finding.js";
import { showFleet } from "./show-fleet.js";
import { showArtefactPage, showContent, showSnapshots } from "./show-node.js";
import { showOverview } from "./show-overview.js";
import { showPolicy } from "./show-policy.js";
import { showProposal, showProposals } from "./show-proposals.js";
import { showRun, showRuns } from "./show-runs.js";
import { showWaiveForm, waiveOnPage } from "./waive-on-page.js";

/** The pages for people who look, and what they ask for and decide there. */
export function pageRoutes(context: PagesContext): readonly Route[] {
  const long = openLongActs();
  return [
    { ...reading, path: "/", on: "service", handle: (call) => showFleet(call, context) },
    onEstate("", showOverview),
    onEstate("/proposals", showProposals),
    onEstate("/decisions", showDecisions),
    onEstate("/notices", showNotices),
    onEstate("/runs", (call) => showRuns(call, context)),
    onEstate("/runs/:run", showRun),
    onEstate("/compliance", showCompliance),
    onEstate("/policy-health", showPolicy),
    onEstate("/being-done/:act", (call) => long.tell(call)),
    { ...onEstate("/evidence", (call) => showEvidence(call, context)), permission: "read-evidence" },
    { ...onEstate("/evidence/:pack/file", fetchEvidence), permission: "read-evidence" },
    { ...onEstate("/access", showAccess), permission: "read-records" },
    { ...onEstate("/people", (call) => showPeople(call, context)), permission: "administer" },
    onEngine("", showEngine),
    onEngine("/findings/:finding", showFinding),
    onEngine("/proposals/:proposal", showProposal),
    onEngine("/nodes/:node", showSnapshots),
    onEngine("/nodes/:node/content", showContent),
    onEngine("/nodes/:node/artefact", showArtefactPage),
    { ...onEngine("/findings/:finding/waive", showWaiveForm), permission: "decide" },
    { ...onEngine("/practice", showPractice), permission: "practise" },
    {
      ...form,
      path: `${ENGINE}/practice/exercises`,
      permission: "practise",
      handle: (call: EngineCall) => long.begin(call, () => recordOnPage(call)),
    },
    {
      ...form,
      path: `${ENGINE}/practice/actions/:action/close`,
      permission: "practise",
      handle: (call: EngineCall) => long.begin(call, () => closeOnPage(call)),
    },
    {
      ...form,
      path: `${ESTATE}/evidence`,
      on: "estate",
      permission: "make-evidence",
      handle: (call: EstateCall) => askForEvidence(call, context),
    },
    {
      ...form,
      path: `${ESTATE}/access/reviews`,
      on: "estate",
      permission: "review-access",
      handle: (call: EstateCall) => long.begin(call, () => recordReview(call)),
    },
    {
      ...form,
      path: `${ESTATE}/people/tokens/:token/revoke`,
      on: "estate",
      permission: "administer",
      handle: endToken,
    },
    {
      ...form,
      path: `${ESTATE}/notices/:record/seen`,
      on: "estate",
      permission: "acknowledge",
      handle: noticeSeen,
    },
    { ...form, path: `${ENGINE}/check`, permission: "check", handle: (call: EngineCall) => askCheck(call, context) },
    {
      ...form,
      path: `${ENGINE}/findings/:finding/waive`,
      permission: "decide",
      handle: (call: EngineCall) => long.begin(call, () => waiveOnPage(call)),
    },
    {
      ...form,
      path: `${ENGINE}/proposals/:proposal/decision`,
      // Whether they may decide is asked below: whoever sits at the machine has no role.
      permission: "read",
      handle: (call: EngineCall) => long.begin(call, () => decideProposal(call, context)),
    },
  ];
}

const ESTATE = "/estates/:estate";
const ENGINE = `${ESTATE}/engines/:engine`;

const reading = { method: "get", permission: "read", speaksTo: "reader" } as const;
const form = { method: "post", on: "engine", speaksTo: "reader", takes: "form", maxBodyBytes: 16_384 } as const;

function onEstate(path: string, handle: (call: EstateCall) => ReturnType<Route["handle"]>) {
  return { ...reading, path: `${ESTATE}${path}`, on: "estate", handle } as const;
}

function onEngine(path: string, handle: (call: EngineCall) => ReturnType<Route["handle"]>) {
  return { ...reading, path: `${ENGINE}${path}`, on: "engine", handle } as const;
}
