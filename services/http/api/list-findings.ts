import type { ListedFinding } from "#schemas/api/listed-finding";
import type { AuthorisationVerdict } from "#schemas/authorisation";
import type { EngineReport } from "#schemas/check-report";
import type { DriftCase } from "#schemas/drift";
import type { Severity } from "#schemas/finding";
import { orderFindings } from "#services/reports/findings/order-findings";

export interface FindingFilter {
  readonly severity?: Severity;
  readonly case?: DriftCase;
  readonly verdict?: AuthorisationVerdict;
  readonly waits?: boolean;
  readonly blocks?: boolean;
}

interface Part {
  readonly items: readonly ListedFinding[];
  /** What the next part begins after; `undefined` where nothing follows. */
  readonly next: string | undefined;
}

/**
 * Lists findings as every report does, the most severe first. A part begins after the finding that the part before ended with, or at its place
 * where that finding is gone since; `undefined` where `after` is none of ours.
 */
export function listFindings(
  report: Pick<EngineReport, "findings" | "waiting"> | undefined,
  filter: FindingFilter,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Part | undefined {
  const { findings = [], waiting = [] } = report ?? {};
  const all = orderFindings(findings)
    .map((finding) => ({ finding, waits: waiting.includes(finding.id) }))
    .filter((listed) => isAsked(listed, filter));
  const from = after === undefined ? 0 : placeAfter(all, after);
  if (from === undefined) return undefined;
  const items = all.slice(from, from + limit);
  const last = items.at(-1);
  const isLast = last === undefined || from + limit >= all.length;
  return { items, next: isLast ? undefined : `${from + limit} ${last.finding.id}` };
}

function placeAfter(all: readonly ListedFinding[], after: string): number | undefined {
  const [, place, id] = /^(\d{1,9}) (sha256:[0-9a-f]{64})$/.exec(after) ?? [];
  if (place === undefined) return undefined;
  const found = all.findIndex(({ finding }) => finding.id === id);
  return found === -1 ? Math.max(0, Number(place) - 1) : found + 1;
}

function isAsked({ finding, waits }: ListedFinding, filter: FindingFilter): boolean {
  const { severity = finding.severity, case: drift = finding.case, verdict = finding.authorisation.verdict } = filter;
  return (
    finding.severity === severity &&
    finding.case === drift &&
    finding.authorisation.verdict === verdict &&
    waits === (filter.waits ?? waits) &&
    finding.blocksReadiness === (filter.blocks ?? finding.blocksReadiness)
  );
}
