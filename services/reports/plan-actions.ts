import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import type { ReadinessReason } from "#schemas/readiness";
import { isUnauthorised } from "#services/core/readiness/is-unauthorised";
import { cutText } from "./cut-text.js";
import { describeArtefact } from "./describe-artefact.js";
import { groupBy } from "./group-by.js";
import { waitingFindings } from "./waiting-findings.js";

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
  const { reasons } = engine.readiness;
  const wrong = reasons.filter((reason) => reason.verdict === "not-ready");
  const untold = reasons.filter((reason) => reason.verdict === "unknown");
  return byOwner(mergeSame([...wrong, ...untold]));
}

/** Changes that wait for a decision although they do not block, by owner: the first few by name. */
export function planDecisions(engine: EngineReport): readonly { readonly owner: string; readonly what: string }[] {
  const waiting = waitingFindings(engine).filter((finding) => !finding.blocksReadiness);
  return groupBy(waiting, (finding) => finding.owner).map((group) => {
    const names = [...new Set(group.map(describeArtefact))];
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
    return { owner: group[0].owner, what: `${names.slice(0, NAMED).join(", ")}${more}` };
  });
}

/**
 * Changes without authority of which somebody has to find out whose they are before anything is adopted, by owner. Those that block
 * for it stand among the actions.
 */
export function planInquiries(engine: EngineReport): readonly { readonly owner: string; readonly what: string }[] {
  const told = new Set(
    engine.readiness.reasons.filter(({ code }) => code === "unauthorised").flatMap(({ findings }) => findings),
  );
  const open = engine.findings.filter((finding) => isUnauthorised(finding, { tolerated: [] }) && !told.has(finding.id));
  return groupBy(open, (finding) => finding.owner).map((group) => {
    const names = [...new Set(group.map(describeWithActors))];
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
    const what = `find who changed ${names.slice(0, NAMED).join(", ")}${more}, and name the ticket or raise one, before it is adopted`;
    return { owner: group[0].owner, what };
  });
}

function describeWithActors(finding: Finding): string {
  const actors = finding.authorisation.actors.slice(0, NAMED).map((actor) => cutText(actor, 80));
  return `${describeArtefact(finding)}${actors.length === 0 ? "" : ` (by ${actors.join(", ")})`}`;
}

const NAMED = 5;

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
