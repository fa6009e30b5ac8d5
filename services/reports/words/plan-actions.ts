import type { EngineReport } from "#schemas/check-report";
import type { ReadinessReason } from "#schemas/readiness";
import { isUnauthorised } from "#services/core/readiness/is-unauthorised";
import { waitingFindings } from "../findings/waiting-findings.js";
import { capitalise } from "../text/capitalise.js";
import { groupBy } from "../text/group-by.js";
import { describeArtefact } from "./describe-artefact.js";
import { describeInquiry } from "./describe-inquiry.js";
import { type Need, needOf } from "./describe-need.js";

/** One thing for one owner to do, with everything that it mends. */
export interface Action {
  readonly owner: string;
  readonly action: string;
  /** What it mends, in the words of the reasons. */
  readonly because: readonly string[];
  /** Ids of the findings that it settles. */
  readonly findings: readonly string[];
}

/** The actions of one owner. */
export interface OwnerActions {
  readonly owner: string;
  readonly actions: readonly Action[];
}

/**
 * The shortest list of actions that makes an engine ready, by owner: the same action of the same owner is said once.
 * What is surely wrong stands before what could not be told.
 */
export function planActions(engine: EngineReport): readonly OwnerActions[] {
  const reasons = engine.readiness.reasons.map((reason) => withNames(reason, engine));
  const wrong = reasons.filter((reason) => reason.verdict === "not-ready");
  const untold = reasons.filter((reason) => reason.verdict === "unknown");
  return byOwner(mergeSame([...wrong, ...untold]));
}

/** Something that does not block, for one owner: what is meant by name, the first few. */
interface OpenMatter {
  readonly owner: string;
  readonly what: string;
}

/** Changes without authority that do not block, by what they need and by owner. */
export function planDecisions(engine: EngineReport): readonly (OpenMatter & { readonly need: Need })[] {
  const hasBaseline = engine.baseline !== null;
  const waiting = waitingFindings(engine).filter((finding) => !finding.blocksReadiness);
  return groupBy(waiting, (finding) => `${needOf(finding, hasBaseline)}\0${finding.owner}`).map((group) => {
    const names = [...new Set(group.map(describeArtefact))];
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
    const what = `${names.slice(0, NAMED).join(", ")}${more}`;
    return { need: needOf(group[0], hasBaseline), owner: group[0].owner, what };
  });
}

/**
 * Changes without authority of which somebody has to find out whose they are before anything is settled, by owner. Those that block
 * for it stand among the actions.
 */
export function planInquiries(engine: EngineReport): readonly OpenMatter[] {
  const told = new Set(
    engine.readiness.reasons.filter(({ code }) => code === "unauthorised").flatMap(({ findings }) => findings),
  );
  const open = engine.findings.filter((finding) => isUnauthorised(finding, { tolerated: [] }) && !told.has(finding.id));
  return groupBy(open, (finding) => finding.owner).map((group) => ({
    owner: group[0].owner,
    what: describeInquiry(group),
  }));
}

const NAMED = 5;

/** The reason knows whom to ask less well than its findings do: an engine may have named them. */
function withNames(reason: ReadinessReason, { findings }: EngineReport): ReadinessReason {
  if (reason.code !== "unauthorised") return reason;
  const ids = new Set(reason.findings);
  const meant = findings.filter(({ id }) => ids.has(id));
  return meant.length === 0 ? reason : { ...reason, action: `${capitalise(describeInquiry(meant))}.` };
}

function mergeSame(reasons: readonly ReadinessReason[]): readonly Action[] {
  return groupBy(reasons, (reason) => `${reason.owner}\0${reason.action}`).map((group) => ({
    owner: group[0].owner,
    action: group[0].action,
    because: [...new Set(group.map((reason) => reason.message))],
    findings: [...new Set(group.flatMap((reason) => reason.findings))],
  }));
}

function byOwner(actions: readonly Action[]): readonly OwnerActions[] {
  return groupBy(actions, (action) => action.owner).map((group) => ({ owner: group[0].owner, actions: group }));
}
