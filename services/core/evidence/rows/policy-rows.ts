import type { LedgerRecord } from "#schemas/ledger-record";
import { isJudgedBy } from "../../policy/beside-judgement.js";
import { compareText } from "../../text/compare-text.js";
import { textIn } from "../body-values.js";
import type { EvidenceMaterial, RulesRead } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

export type PolicyRow = RowOf<typeof EVIDENCE_TABLES.policy>;

/** Makes a row of each version of each file that verdicts of the period rest on. */
export function policyRows({ rules, gathered }: EvidenceMaterial): readonly PolicyRow[] {
  const told = new Map(
    (gathered.kept.get("policy-changed") ?? []).map((record) => [textIn(record.body, "to"), record]),
  );
  const open = new Map<string, PolicyRow>();
  const rows: PolicyRow[] = [];
  for (const [index, version] of rules.entries()) {
    const before = rules[index - 1];
    const names = new Set([...version.files.keys(), ...(before?.files.keys() ?? [])]);
    for (const file of [...names].filter(isJudgedBy).sort(compareText)) {
      const digest = version.files.get(file) ?? null;
      const digestBefore = before?.files.get(file) ?? null;
      if (before !== undefined && digest === digestBefore) continue;
      const ended = open.get(file);
      if (ended !== undefined) rows.push({ ...ended, until: version.from });
      open.set(
        file,
        rowOf(file, version, { digest, what: whatOf(before, digestBefore, digest), told: told.get(version.commit) }),
      );
    }
  }
  return [...rows, ...open.values()].sort(
    (a, b) => compareText(String(a.file), String(b.file)) || compareText(String(a.from), String(b.from)),
  );
}

function whatOf(before: RulesRead | undefined, digestBefore: string | null, digest: string | null): string {
  if (before === undefined) return "in force at the beginning";
  if (digest === null) return "taken away";
  return digestBefore === null ? "added" : "changed";
}

interface Told {
  readonly digest: string | null;
  readonly what: string;
  readonly told: LedgerRecord | undefined;
}

function rowOf(file: string, { from, commit, seq }: RulesRead, { digest, what, told }: Told): PolicyRow {
  return {
    ...{ file, from, until: null, what, digest, commit },
    by: told === undefined ? null : (textIn(told.body, "author") ?? textIn(told.body, "by")),
    ticket: told === undefined ? null : textIn(told.body, "ticket"),
    record: told?.seq ?? seq,
  };
}
