import type { EvidencePolicy } from "#schemas/evidence-policy";
import type { LedgerRecord } from "#schemas/ledger-record";
import type { OverrideBody } from "#schemas/override";
import type { ArtefactPattern, Policy } from "#schemas/policy";
import { isExpired } from "../../policy/is-expired.js";
import { compareText } from "../../text/compare-text.js";
import { textIn } from "../body-values.js";
import type { EvidenceMaterial } from "../material.js";
import type { EVIDENCE_TABLES, RowOf } from "../tables.js";

export type ExceptionRow = RowOf<typeof EVIDENCE_TABLES.exceptions>;

/** Makes a row of each thing that was tolerated in the period: by policy, as it was last in force, or by an override. */
export function exceptionRows(material: EvidenceMaterial): readonly ExceptionRow[] {
  const { rules, parameters } = material;
  const last = rules.findLast(({ policy }) => policy !== undefined);
  const standing = new Set([...ofPolicy(last?.policy), ...ofLeaving(last?.leaving)].map(nameOf));
  const byPolicy = new Map<string, ExceptionRow>();
  for (const row of rules.flatMap(({ policy, leaving }) => [...ofPolicy(policy), ...ofLeaving(leaving)])) {
    const isThere = standing.has(nameOf(row));
    byPolicy.set(nameOf(row), {
      ...row,
      standing: standingOf(row, isThere, parameters.to),
      ageDays: ageOf(row, parameters.to),
    });
  }
  const rows = [...byPolicy.values(), ...overrideRows(material)];
  return rows
    .filter(({ until }) => until === null || String(until) >= parameters.from.slice(0, 10))
    .sort((a, b) => compareText(String(a.kind), String(b.kind)) || compareText(String(a.id), String(b.id)));
}

function nameOf({ kind, id }: ExceptionRow): string {
  return `${kind} ${id}`;
}

/** A last day counts to its end in UTC. */
function standingOf({ until }: ExceptionRow, isThere: boolean, to: string): string {
  const end = new Date(Date.parse(to) - 1).toISOString();
  if (typeof until === "string" && isExpired(until, end)) return "ended";
  return isThere ? "in force" : "taken away";
}

const DAY_MS = 86_400_000;

function ageOf({ from }: ExceptionRow, to: string): number | null {
  return typeof from === "string" ? Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS)) : null;
}

const NONE = { second: null, standing: "in force", ageDays: null, record: null };

function ofPolicy(policy: Policy | undefined): readonly ExceptionRow[] {
  if (policy === undefined) return [];
  const waivers = policy.waivers.map(
    ({ artefact, path = "", ticket = null, granted: from, expires: until, ...waiver }) => {
      const { id, reason, owner, approver } = waiver;
      const what = `${patternOf(artefact)} ${path}`.trim();
      return {
        kind: "waiver",
        id,
        engine: artefact.engine ?? null,
        what,
        reason,
        owner,
        approver,
        ticket,
        from,
        until,
        ...NONE,
      };
    },
  );
  const gaps = (policy.acceptedGaps ?? []).map(
    ({ engine, source: what, ticket = null, granted: from, expires: until, ...gap }) => {
      const { id, reason, owner, approver } = gap;
      return { kind: "accepted gap", id, engine, what, reason, owner, approver, ticket, from, until, ...NONE };
    },
  );
  const expected = policy.expectedDifferences.map(({ id, artefact, path, reason, expires: until = null }) => ({
    ...{
      kind: "expected difference",
      id,
      engine: artefact.engine ?? null,
      what: `${patternOf(artefact)} ${path}`,
      reason,
    },
    ...{ owner: null, approver: null, ticket: null, from: null, until, ...NONE },
  }));
  return [...waivers, ...gaps, ...expected];
}

/** The text itself is told nowhere: it looks like a patient's. */
function ofLeaving({ allowedTexts }: EvidencePolicy = { allowedTexts: [] }): readonly ExceptionRow[] {
  return allowedTexts.map(
    ({ id, place: what, reason, owner, approver, ticket = null, granted: from, expires: until }) => ({
      kind: "permitted text",
      ...{ id, engine: null, what, reason, owner, approver, ticket, from, until, ...NONE },
    }),
  );
}

function patternOf({ kind = "*", name, key }: ArtefactPattern): string {
  return `${kind} ${name ?? key ?? "*"}`;
}

function overrideRows({ gathered, parameters }: EvidenceMaterial): readonly ExceptionRow[] {
  const records = gathered.kept.get("override") ?? [];
  const ended = byGrant(records, "ended");
  const named = byGrant(records, "ticket-named");
  return records.flatMap((record): ExceptionRow[] => {
    const { body, hash, seq, at: from, actor } = record;
    const until = ended.get(hash)?.at ?? textIn(body, "until");
    if (body["act"] !== "granted" || until === null || until < parameters.from) return [];
    return [
      {
        ...{
          kind: "override",
          id: `record ${seq}`,
          engine: textIn(body, "engineId"),
          what: codesOf(record).join(", "),
        },
        ...{ reason: textIn(body, "reason"), owner: null, approver: actor, second: textIn(body, "second") },
        ticket: textIn(named.get(hash)?.body ?? body, "ticket"),
        ...{ from, until, standing: until < parameters.to ? "ended" : "in force", ageDays: null, record: seq },
      },
    ];
  });
}

/** What was recorded later of an override, by the hash of the record that gave it. */
function byGrant(records: readonly LedgerRecord[], act: OverrideBody["act"]): ReadonlyMap<string | null, LedgerRecord> {
  const own = records.filter(({ body }) => body["act"] === act);
  return new Map(own.map((record) => [textIn(record.body, "grant"), record]));
}

function codesOf({ body }: LedgerRecord): readonly string[] {
  const scopes: unknown = body["setAside"];
  if (!Array.isArray(scopes)) return [];
  const codes = scopes.flatMap((scope: unknown) =>
    typeof scope === "object" && scope !== null && "code" in scope ? [String(scope.code)] : [],
  );
  return [...new Set(codes)];
}
