import type { EngineReport } from "#schemas/check-report";
import type { ReadinessReason } from "#schemas/readiness";
import { withoutDrift } from "../readiness/without-drift.js";
import { changeMatters } from "./change-matters.js";
import { driftMatters } from "./drift-matters.js";
import { gateMatter } from "./gate-matter.js";
import { type Matter, matterOf } from "./matter.js";

/** What was looked at, and what was found there. */
export interface Sighting {
  readonly matters: readonly Matter[];
  /** Where was looked: what was told of these and is not among the matters has ended. */
  readonly scopes: readonly string[];
}

/** Everything of one engine's report that people may have to be told. In observe mode drift alarms nobody. */
export function mattersOfEngine(engine: EngineReport, owner: string): Sighting {
  const { engineId, mode, readiness } = engine;
  const name = engine.name ?? engineId;
  const alarming = mode === "observe" ? withoutDrift(engine) : engine;
  const drift = mode === "observe" ? [] : [...changeMatters(engine, name), ...driftMatters(engine, name)];
  const suspect = readiness.reasons.filter(({ code }) => code === "export-suspect");
  const broken = readiness.reasons.filter(({ code }) => OF_THE_RECORD.has(code));
  return {
    matters: [
      gateMatter(alarming, name, owner),
      ...drift,
      ...suspect.slice(0, 1).map((reason) => massChange(reason, { engineId, name, owner })),
      ...broken.map((reason) => ofRecord(reason, engineId, owner)),
    ],
    scopes: [
      `gate ${engineId}`,
      ...(isCompared(engine) ? [`findings ${engineId}`] : []),
      ...(engine.nodes.every(({ access }) => access === "ok") ? [`export ${engineId}`] : []),
      `record ${engineId}`,
    ],
  };
}

/** Doubts about what Lockstep itself keeps. */
const OF_THE_RECORD: ReadonlySet<string> = new Set([
  "ledger-broken",
  "ledger-rolled-back",
  "store-unsound",
  "baseline-unproven",
  "estate-invalid",
  "policy-invalid",
]);

/** What was not compared has not been settled. */
function isCompared({ baseline, nodes }: EngineReport): boolean {
  return baseline !== null && nodes.every(({ snapshot }) => snapshot !== null);
}

interface About {
  readonly engineId: string;
  readonly name: string;
  readonly owner: string;
}

function massChange({ message, action }: ReadinessReason, { engineId, name, owner }: About): Matter {
  return matterOf({
    kind: "mass-change",
    about: [engineId],
    scope: `export ${engineId}`,
    title: `An export of ${name} is suspect: much was gone at once`,
    sentence: `${message} It looks like half an answer rather than like deletions, so nothing of it was taken for a change.`,
    ...{ action, engineId, owner },
  });
}

/** The same doubt about several engines is one: of the estate's own record there is only one. */
function ofRecord({ code, message, action }: ReadinessReason, engineId: string, owner: string): Matter {
  return matterOf({
    kind: "record",
    about: [engineId, code],
    scope: `record ${engineId}`,
    title: `What Lockstep keeps of ${engineId} cannot be trusted (${code})`,
    sentence: message,
    ...{ action, engineId, owner },
  });
}
