import type { ChangePreview, PreviewedChange, PreviewedPath } from "#schemas/change-preview";
import type { Change } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import { changeSetDigest } from "../authorisation/change-set-digest.js";
import { digestOfFinding } from "../authorisation/digest-of-finding.js";
import { compareText } from "../text/compare-text.js";

/** Tells what a check will find on production once the change is made, with the digests that it will have then. */
export function tellPreview(
  findings: readonly Finding[],
  content: { readonly engineId: string; readonly dialect: string },
): Pick<ChangePreview, "changes" | "flows" | "setDigest"> {
  const asked = findings.filter(
    ({ explainedBy, case: driftCase }) => explainedBy === null && driftCase !== "in-lockstep",
  );
  const changes = asked.map((finding) => tellChange(finding, content)).sort(byUrgency);
  return { changes, flows: flowsOf(changes), setDigest: setDigestOf(changes) };
}

function tellChange(
  finding: Finding,
  content: { readonly engineId: string; readonly dialect: string },
): PreviewedChange {
  const { artefact, concept, severity, tier, flow, owner, meaning, mustMatch, changes } = finding;
  const whole = changes.find(({ path }) => path === "/");
  return {
    artefact,
    concept,
    what: whole === undefined ? "changed" : kindOf(whole),
    severity,
    tier,
    flow,
    owner,
    meaning,
    ...(mustMatch === undefined ? {} : { mustMatch }),
    paths: changes.map(tellPath),
    digest: digestOfFinding(finding, { ...content, side: "production" }),
  };
}

function tellPath(change: Change): PreviewedPath {
  const { path, label, baseline, production, diff, whitespaceOnly, expected } = change;
  return {
    path,
    label,
    kind: kindOf(change),
    from: baseline,
    to: production,
    ...(diff === undefined ? {} : { diff: relabel(diff) }),
    ...(whitespaceOnly === undefined ? {} : { whitespaceOnly }),
    ...(expected === undefined ? {} : { expected: { rule: expected.rule, value: expected.production } }),
  };
}

function kindOf({ baseline, production }: Change): PreviewedPath["kind"] {
  if (baseline === null) return "added";
  return production === null ? "removed" : "changed";
}

/** A check calls the new side production, whoever holds it; here nobody does yet. */
function relabel(diff: string): string {
  return diff.replace(/^--- .*\n\+\+\+ .*(?=\n|$)/, "--- approved baseline\n+++ candidate");
}

function byUrgency(a: PreviewedChange, b: PreviewedChange): number {
  return (
    a.tier - b.tier ||
    compareText(a.flow, b.flow) ||
    compareText(a.artefact.kind, b.artefact.kind) ||
    compareText(a.artefact.name, b.artefact.name) ||
    compareText(a.digest, b.digest)
  );
}

function flowsOf(changes: readonly PreviewedChange[]): ChangePreview["flows"] {
  const flows = new Map<string, ChangePreview["flows"][number]>();
  for (const { flow, tier } of changes) {
    const id = `${tier}\0${flow}`;
    flows.set(id, { flow, tier, changes: (flows.get(id)?.changes ?? 0) + 1 });
  }
  return [...flows.values()];
}

function setDigestOf(changes: readonly PreviewedChange[]): string | null {
  return changes.length === 0 ? null : changeSetDigest(changes.map(({ digest }) => digest));
}
