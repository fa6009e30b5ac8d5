import type { Finding } from "#schemas/finding";
import type { Policy, Waiver } from "#schemas/policy";
import type { HiddenDrift, PolicyTestReport, RuleHealth } from "#schemas/policy-test-report";
import { isExpired } from "../policy/is-expired.js";
import { compareText } from "../text/compare-text.js";
import { matchesGlob } from "../text/match-glob.js";

/** One recorded run of one engine: its findings by the policy of then, and by the one that is tried. */
export interface ReplayedRun {
  readonly engineId: string;
  readonly at: string;
  readonly before: readonly Finding[];
  readonly tried: readonly Finding[];
}

/**
 * Says what each rule of a policy did over recorded runs: what it hid, when last, and what never matched.
 *
 * @param engineIds engines that were asked for; rules that speak only of others are left out. None: every engine
 */
export function judgeRules(
  policy: Policy,
  runs: readonly ReplayedRun[],
  engineIds: readonly string[] = [],
): readonly RuleHealth[] {
  const isAsked = ({ artefact: { engine } }: Pick<Waiver, "artefact">): boolean =>
    engine === undefined || engineIds.length === 0 || engineIds.some((id) => matchesGlob(engine, id));
  const last =
    runs
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? null;
  const expected = policy.expectedDifferences
    .filter(isAsked)
    .map(({ id, expires }) =>
      healthOf({ rule: "expected-difference", id, expires: expires ?? null, granted: null }, runs, last),
    );
  const waivers = policy.waivers
    .filter(isAsked)
    .map(({ id, expires, granted }) => healthOf({ rule: "waiver", id, expires, granted }, runs, last));
  return [...expected, ...waivers];
}

/** What changes hands between two policies: drift that one hides and the other shows. */
export function compareHiding(runs: readonly ReplayedRun[]): Pick<PolicyTestReport, "newlyHidden" | "newlyShown"> {
  const hidden = (findings: readonly Finding[]): Map<string, Finding> =>
    new Map(findings.filter(({ explainedBy }) => explainedBy !== null).map((finding) => [finding.id, finding]));
  const shown = (findings: readonly Finding[]): Map<string, Finding> =>
    new Map(findings.filter(isShown).map((finding) => [finding.id, finding]));
  const both = (run: ReplayedRun, before: Map<string, Finding>, after: Map<string, Finding>): HiddenDrift[] =>
    [...after].filter(([id]) => before.has(id)).map(([, finding]) => driftOf(finding, run));
  return {
    newlyHidden: distinct(runs.flatMap((run) => both(run, shown(run.before), hidden(run.tried)))),
    newlyShown: distinct(runs.flatMap((run) => both(run, hidden(run.before), shown(run.tried)))),
  };
}

type Rule = Pick<RuleHealth, "rule" | "id" | "expires"> & { readonly granted: string | null };

function healthOf({ granted, ...rule }: Rule, runs: readonly ReplayedRun[], last: string | null): RuleHealth {
  const isInForce = (at: string): boolean =>
    (rule.expires === null || !isExpired(rule.expires, at)) &&
    (granted === null || Date.parse(granted) <= Date.parse(at));
  const inForce = runs.filter(({ at }) => isInForce(at));
  const matched = inForce.filter(({ tried }) => tried.some((finding) => isHiddenBy(finding, rule)));
  return {
    ...rule,
    inForce: last !== null && isInForce(last),
    runs: inForce.length,
    matched: matched.length,
    lastMatched:
      matched
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? null,
    hides: distinct(
      matched.flatMap((run) =>
        run.tried.filter((finding) => isHiddenBy(finding, rule)).map((finding) => driftOf(finding, run, rule.id)),
      ),
    ),
  };
}

/** A finding may rest on several expected differences, each for a path of its own. */
function isHiddenBy({ explainedBy, changes }: Finding, { rule, id }: Pick<Rule, "rule" | "id">): boolean {
  if (explainedBy?.by !== rule) return false;
  return (
    explainedBy.id === id || (rule === "expected-difference" && changes.some(({ expected }) => expected?.rule === id))
  );
}

function isShown({ explainedBy, case: driftCase }: Finding): boolean {
  return explainedBy === null && driftCase !== "in-lockstep";
}

const MAX_LABELS = 10;

function driftOf({ artefact, changes }: Finding, { engineId, at }: ReplayedRun, rule?: string): HiddenDrift {
  const ruled = changes.filter(({ expected }) => rule !== undefined && expected?.rule === rule);
  const labels = (ruled.length > 0 ? ruled : changes).map(({ label }) => label);
  return { engineId, artefact, labels: [...new Set(labels)].slice(0, MAX_LABELS), at };
}

/** Each once, as it was last seen, in an order that does not depend on that of the runs. */
function distinct(drifts: readonly HiddenDrift[]): HiddenDrift[] {
  const byKey = new Map<string, HiddenDrift>();
  for (const drift of [...drifts].sort((a, b) => compareText(a.at, b.at))) {
    byKey.set(JSON.stringify([drift.engineId, drift.artefact.kind, drift.artefact.key, drift.labels]), drift);
  }
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, drift]) => drift);
}
