import type { LedgerRecord } from "#schemas/ledger-record";
import type { Override, OverrideBody, OverrideGrant, OverrideScope } from "#schemas/override";
import type { Policy } from "#schemas/policy";
import { isNobody } from "../people/is-nobody.js";
import { mayBeSamePerson } from "../people/may-be-same-person.js";
import { type OverrideRecord, readOverride } from "./read-override.js";

/** An override in force, with what it covers. */
export interface ActiveOverride {
  readonly override: Override;
  readonly scopes: readonly OverrideScope[];
}

/** The overrides of one engine at one instant. */
export interface Overrides {
  /** Oldest first. */
  readonly inForce: readonly ActiveOverride[];
  /** Those whose ticket is still to follow, in force or not any more. */
  readonly owed: readonly Override[];
  /** Hashes of all records that this was made of: with them and nothing else the same comes out again. */
  readonly records: readonly string[];
}

export interface OverrideContext {
  readonly engineId: string;
  /** The instant asked for, RFC 3339. */
  readonly at: string;
  readonly policy: Pick<Policy, "settings">;
}

/**
 * Works out from the ledger which overrides of an engine are in force. Policy is asked again at each use: where it
 * shortened the time or wants a second person since, an override ends with it.
 */
export function resolveOverrides(records: readonly LedgerRecord[], context: OverrideContext): Overrides {
  const read = records
    .filter(({ type }) => type === "override")
    .toSorted((a, b) => a.seq - b.seq)
    .map(readOverride);
  const mine = read.flatMap((item) => ("body" in item && item.body.engineId === context.engineId ? [item] : []));
  // What a record that cannot be read ends is not known, so it ends all before it.
  const unreadable = read.filter(
    (item) => !("body" in item) && (item.engineId === undefined || item.engineId === context.engineId),
  );
  const since = Math.max(-1, ...unreadable.map(({ record }) => record.seq));
  const inForce: ActiveOverride[] = [];
  const owed: Override[] = [];
  const used = new Set<string>(unreadable.map(({ record }) => record.hash));
  for (const { record, body } of mine) {
    if (body.act !== "granted") continue;
    const end = find(mine, record.hash, "ended");
    const named = find(mine, record.hash, "ticket-named");
    const override = describe(record, body, named?.body);
    const isActive = end === undefined && record.seq > since && isInForce(override, context);
    if (isActive) inForce.push({ override, scopes: body.setAside });
    if (override.ticket === null) owed.push(override);
    if (isActive || override.ticket === null)
      for (const item of [record, end?.record, named?.record]) if (item !== undefined) used.add(item.hash);
  }
  return { inForce, owed, records: inForce.length + owed.length === 0 ? [] : [...used] };
}

function find<T extends OverrideBody["act"]>(
  records: readonly OverrideRecord[],
  grant: string,
  act: T,
): { readonly record: OverrideRecord["record"]; readonly body: Extract<OverrideBody, { act: T }> } | undefined {
  for (const { record, body } of records) {
    if (body.act === act && body.act !== "granted" && body.grant === grant)
      return { record, body: body as Extract<OverrideBody, { act: T }> };
  }
  return undefined;
}

function describe(
  { seq, hash, at, actor }: OverrideRecord["record"],
  { second, reason, ticket, until, setAside }: OverrideGrant,
  named: { readonly ticket: string } | undefined,
): Override {
  const codes = [...new Set(setAside.map(({ code }) => code))];
  return {
    record: seq,
    hash,
    by: actor,
    second,
    reason,
    ticket: named?.ticket ?? ticket,
    grantedAt: at,
    until,
    codes,
  };
}

const HOUR_MS = 3_600_000;

/** What is no instant is never in force. */
function isInForce(override: Override, { at, policy }: OverrideContext): boolean {
  const { maxOverrideHours, overrideNeedsSecondPerson } = policy.settings;
  const [from, now, until] = [Date.parse(override.grantedAt), Date.parse(at), Date.parse(override.until)];
  const { by, second } = override;
  const isSeconded = second !== null && !isNobody(second) && !mayBeSamePerson(by, second);
  return (
    from <= now &&
    now < until &&
    until - from <= maxOverrideHours * HOUR_MS &&
    !isNobody(by) &&
    (second === null ? !overrideNeedsSecondPerson : isSeconded)
  );
}
