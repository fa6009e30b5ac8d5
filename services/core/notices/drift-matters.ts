import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";
import { compareText } from "../text/compare-text.js";
import { type Matter, matterOf } from "./matter.js";

/** Differences that nothing explains, one matter for each owner: the same ones are told once. */
export function driftMatters(engine: EngineReport, name: string): readonly Matter[] {
  const open = engine.findings.filter((finding) => finding.explainedBy === null && finding.case !== "in-lockstep");
  const owners = [...new Set(open.map(({ owner }) => owner))].sort(compareText);
  return owners.map((owner) =>
    ofOwner(
      open.filter((finding) => finding.owner === owner),
      { owner, name, engineId: engine.engineId },
    ),
  );
}

interface Owned {
  readonly owner: string;
  readonly name: string;
  readonly engineId: string;
}

const TOLD = 5;

function ofOwner(findings: readonly Finding[], { owner, name, engineId }: Owned): Matter {
  const ranked = findings.toSorted((a, b) => a.tier - b.tier || compareText(a.artefact.name, b.artefact.name));
  const named = ranked.slice(0, TOLD).map(({ artefact, tier }) => `${artefact.name} (tier ${tier})`);
  const rest = ranked.length - TOLD;
  const blocking = findings.filter(({ blocksReadiness }) => blocksReadiness).length;
  const many = `${findings.length} ${findings.length === 1 ? "difference" : "differences"}`;
  return matterOf({
    kind: "drift",
    about: [engineId, owner],
    stands: findings.map(({ id }) => id).sort(compareText),
    scope: `findings ${engineId}`,
    title: `${many} on ${name} for ${owner}`,
    sentence: `${many} on ${name} ${findings.length === 1 ? "was" : "were"} found that nothing explains${blocking === 0 ? "" : `, of which ${blocking} block${blocking === 1 ? "s" : ""} a failover`}: ${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`,
    action: `Ask what makes it ready: lockstep explain ${engineId}`,
    tier: ranked[0]?.tier ?? null,
    findings: findings.map(({ id }) => id),
    ...{ engineId, owner },
  });
}
