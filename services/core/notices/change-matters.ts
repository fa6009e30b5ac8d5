import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import type { PassingChange } from "#schemas/passing-change";
import { AUTHORISATION_VERDICTS } from "../authorisation/authorisation-verdicts.js";
import { changesOnProduction } from "../proposal/changes-on-production.js";
import { type Matter, type MatterParts, matterOf } from "./matter.js";

/** Every change by which production left what was approved and that nothing explains or authorises, one matter each. */
export function changeMatters(engine: EngineReport, name: string): readonly Matter[] {
  const waiting = new Set(engine.waiting);
  const found = engine.findings.filter((finding) => isOnProduction(finding) && waiting.has(finding.id));
  const passing = (engine.passing ?? []).filter(isUnauthorisedPassing);
  return [
    ...found.map((finding) => matterOf(changed(finding, engine.engineId, name))),
    ...passing.map((change) => matterOf(changedAndBack(change, engine.engineId, name))),
  ];
}

/** Whether a finding is a change of production, whatever else it is. */
export function isOnProduction(finding: Finding): boolean {
  return changesOnProduction(finding).length > 0;
}

function isUnauthorisedPassing({ role, authorisation }: PassingChange): boolean {
  return role === "primary" && AUTHORISATION_VERDICTS[authorisation.verdict].effect === "blocks";
}

function changed(finding: Finding, engineId: string, name: string): MatterParts {
  const { id, artefact, concept, meaning, authorisation, owner, tier } = finding;
  const why = AUTHORISATION_VERDICTS[authorisation.verdict].sentence;
  return {
    kind: "unauthorised-change",
    about: [engineId, id],
    scope: `findings ${engineId}`,
    title: `${artefact.name} was changed on production of ${name}`,
    sentence: `The ${concept} '${artefact.name}' was changed on production of ${name}${byWhom(authorisation.actors)}. ${why} ${meaning}.`,
    action: "Decide on it: name the ticket and adopt it by its proposal, or put production back.",
    findings: [id],
    ...{ engineId, owner, tier },
  };
}

function changedAndBack(change: PassingChange, engineId: string, name: string): MatterParts {
  const { id, artefact, concept, authorisation, owner, tier, asked } = change;
  const why = AUTHORISATION_VERDICTS[authorisation.verdict].sentence;
  return {
    kind: "unauthorised-change",
    about: [engineId, id],
    scope: `findings ${engineId}`,
    title: `${artefact.name} was changed and put back on production of ${name}`,
    sentence: `The ${concept} '${artefact.name}' was changed on production of ${name} and put back before the next look${byWhom(authorisation.actors)}. ${why}`,
    action: asked,
    ...{ engineId, owner, tier },
  };
}

function byWhom(actors: readonly string[]): string {
  return actors.length === 0 ? "" : ` by ${actors.slice(0, 3).join(", ")}${actors.length > 3 ? " and others" : ""}`;
}
