import type { ChangeControl } from "#schemas/change-control";
import type { ChangeProposal } from "#schemas/change-proposal";
import type { EngineReport } from "#schemas/check-report";
import { changeSetDigest } from "../authorisation/change-set-digest.js";
import { compareText } from "../text/compare-text.js";
import type { DriftGroup } from "./group-drifts.js";
import { compareFindings, compareSeverity, compareVerdict } from "./worst.js";

/** An engine of which is known what was approved, and what production holds. */
export interface DecidableEngine {
  readonly report: EngineReport;
  readonly baseline: ChangeProposal["baseline"];
  readonly production: ChangeProposal["production"];
}

/** The engine's part in a proposal; `undefined` where nothing was approved or production was not read. */
export function findDecidable(report: EngineReport): DecidableEngine | undefined {
  const { baseline, nodes } = report;
  const node = nodes.find(({ role }) => role === "primary");
  if (baseline === null || node === undefined || node.snapshot === null) return undefined;
  const { commit, digest, approver, ticket } = baseline;
  const { snapshot, nodeId } = node;
  return {
    report,
    baseline: { commit, digest, approver, ticket },
    production: { nodeId, commit: snapshot.commit, digest: snapshot.digest, takenAt: snapshot.takenAt },
  };
}

/** Writes down what a person is asked to decide on a group of drifts. */
export function writeProposal(
  { key, kind, cause, drifts }: DriftGroup,
  { report, baseline, production }: DecidableEngine,
  control: Pick<ChangeControl, "tolerated">,
): ChangeProposal {
  const pairs = drifts
    .flatMap(({ findings, changes }) => findings.flatMap((finding, index) => pairOf(finding, changes[index])))
    .sort((a, b) => compareFindings(a.finding, b.finding));
  const changes = pairs.map(({ change }) => change);
  const findings = pairs.map(({ finding }) => finding);
  const [verdict = "unreferenced"] = drifts.map((drift) => drift.verdict).sort((a, b) => compareVerdict(a, b, control));
  return {
    schema: "lockstep/change-proposal@1",
    engineId: report.engineId,
    ...(report.name === undefined ? {} : { engineName: report.name }),
    product: report.product,
    key,
    kind,
    cause,
    digest: changeSetDigest(changes.map(({ digest }) => digest)),
    baseline,
    production,
    changes,
    findings,
    severity: findings.map(({ severity }) => severity).sort(compareSeverity)[0] ?? "info",
    tier: Math.min(...findings.map(({ tier }) => tier)),
    flows: sorted(findings.map(({ flow }) => flow)),
    owners: sorted(findings.map(({ owner }) => owner)),
    ticket: cause.by === "ticket" ? cause.name : null,
    verdict,
    unauthorised: drifts.some(({ standing }) => standing === "unauthorised"),
    effect: effectOn(report, new Set(findings.map(({ id }) => id))),
  };
}

function pairOf<F, C>(finding: F, change: C | undefined): { finding: F; change: C }[] {
  return change === undefined ? [] : [{ finding, change }];
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort(compareText);
}

/** What an override sets aside keeps nothing from being ready. */
function effectOn({ readiness }: EngineReport, own: ReadonlySet<string>): ChangeProposal["effect"] {
  const counting = readiness.reasons.filter(({ verdict }) => verdict !== "ready");
  const blocking = [...new Set(counting.flatMap(({ findings }) => findings))];
  const mine = blocking.filter((id) => own.has(id)).length;
  return { verdict: readiness.verdict, blocking: mine, othersBlocking: blocking.length - mine };
}
