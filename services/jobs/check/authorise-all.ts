import type { Engine } from "#schemas/estate";
import type { Finding } from "#schemas/finding";
import type { PassingChange } from "#schemas/passing-change";
import type { Policy } from "#schemas/policy";
import type { ChangesByFinding, PassingRecord } from "#schemas/run";
import { asksForTicket } from "#services/core/authorisation/asks-for-ticket";
import { NOT_JUDGED } from "#services/core/authorisation/not-judged";
import { passingFindings } from "#services/core/authorisation/passing-findings";
import { tellPassing } from "#services/core/authorisation/tell-passing";
import type { Dialect } from "#services/core/dialect";

/** What is held against tickets, and with what. */
export interface Authorising {
  readonly engine: Pick<Engine, "id" | "owner">;
  readonly at: string;
  readonly policy: Policy;
  readonly hasBaseline: boolean;
  readonly passing: PassingRecord | undefined;
  readonly dialect: Dialect;
  readonly authorise: (findings: readonly Finding[], changes: ChangesByFinding) => Promise<Finding[]>;
}

/** What was held against tickets. */
export interface AuthorisedAll {
  readonly findings: readonly Finding[];
  readonly passing: PassingChange[];
}

/**
 * Holds what differs and what came and went against tickets, all together: a ticket is used by both. Without a baseline nothing that
 * differs can be called a change; what came and went was one all the same.
 */
export async function authoriseAll(
  findings: readonly Finding[],
  changes: ChangesByFinding,
  { engine, at, policy, hasBaseline, passing: record, dialect, authorise }: Authorising,
): Promise<AuthorisedAll> {
  const records = record?.changes ?? [];
  const operability = { production: [], standby: [] };
  const context = { engineId: engine.id, engineOwner: engine.owner, policy, at, dialect, operability };
  const passing = passingFindings(records, context);
  const asked = hasBaseline ? [...findings, ...passing] : passing;
  const ofPassing = Object.fromEntries(records.map(({ id, change }) => [id, [change]]));
  const isNothing = !hasBaseline && passing.length === 0;
  const authorised = isNothing ? [] : await authorise(asked, { ...changes, ...ofPassing });
  return {
    findings: hasBaseline ? authorised.slice(0, findings.length) : findings.map(notJudged),
    passing: tellPassing(records, authorised, policy.changeControl),
  };
}

function notJudged(finding: Finding): Finding {
  return asksForTicket(finding) ? { ...finding, authorisation: NOT_JUDGED } : finding;
}
