import type { Drift } from "#schemas/drift";
import type { Finding } from "#schemas/finding";
import type { PassingChangeRecord } from "#schemas/run";
import { type JudgeContext, judge } from "../judge.js";

/**
 * Gives changes that came and went the form of findings, so that they have owner, tier and flow, and are held against tickets like
 * every change. No rule explains one: neither look shows what it would have to explain.
 */
export function passingFindings(records: readonly PassingChangeRecord[], context: JudgeContext): Finding[] {
  return records.flatMap((record) =>
    judge([asDrift(record)], context).map((finding) => ({ ...finding, id: record.id, explainedBy: null })),
  );
}

function asDrift({ artefact: { kind, key, name, path }, role }: PassingChangeRecord): Drift {
  return {
    artefact: { kind, key, name, path },
    case: role === "primary" ? "production-changed" : "standby-behind",
    changes: [],
    explainedBy: null,
    digests: { baseline: null, production: null, standby: null },
  };
}
