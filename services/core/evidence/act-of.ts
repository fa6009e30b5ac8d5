import type { LedgerRecord } from "#schemas/ledger-record";
import { partIn, textIn, textsIn } from "./body-values.js";
import type { EVIDENCE_TABLES, RowOf } from "./tables.js";

/** One act of a person, as the list of who decided and who may shows it. */
export type AccessRow = RowOf<typeof EVIDENCE_TABLES.access>;

/** Reads a record as an act of a person on Lockstep; `undefined` where it is none. */
export function actOf(record: LedgerRecord): AccessRow | undefined {
  const told = toldOf(record);
  if (told === undefined) return undefined;
  return {
    ...{ at: record.at, who: record.actor, engine: textIn(record.body, "engineId"), role: null },
    ...{ ticket: textIn(record.body, "ticket"), detail: null, record: record.seq },
    ...told,
  };
}

type Told = Pick<AccessRow, "kind" | "what"> & Partial<AccessRow>;

function toldOf({ type, body }: LedgerRecord): Told | undefined {
  const read = READERS[type as string];
  return read?.(body);
}

const READERS: Readonly<Record<string, (body: LedgerRecord["body"]) => Told>> = {
  "estate-created": () => ({ kind: "estate", what: "made the estate" }),
  "baseline-adopted": (body) => ({
    ...{ kind: "approval", what: "approved a baseline" },
    who: textIn(body, "approver"),
    detail: body["reviewed"] === true ? "reviewed" : "inherited, not reviewed",
  }),
  "review-decided": (body) => ({
    ...{ kind: "approval", what: `decided on a proposal: ${textIn(body, "outcome") ?? "unknown"}` },
    detail: joined("approved by", approversOf(body)),
  }),
  "waiver-granted": (body) => {
    const waiver = partIn(body, "waiver");
    const id = textIn(waiver, "id");
    return {
      ...{ kind: "approval", what: "granted a waiver", who: textIn(waiver, "approver") },
      ...{
        ticket: textIn(waiver, "ticket"),
        detail: `${id ?? "unnamed"}, owner ${textIn(waiver, "owner") ?? "unknown"}`,
      },
    };
  },
  override: (body) => ({
    ...{ kind: "override", what: OVERRIDE_ACTS[textIn(body, "act") ?? ""] ?? "changed an override" },
    detail: joined("second person", textIn(body, "second") === null ? [] : [textIn(body, "second") ?? ""]),
  }),
  "alignment-planned": (body) => ({ kind: "plan", what: "planned an alignment", detail: textIn(body, "nodeId") }),
  "token-created": (body) => ({ ...tokenOf(body), kind: "token", what: "made a token" }),
  "token-revoked": (body) => ({ ...tokenOf(body), kind: "token", what: "revoked a token" }),
  "restore-accepted": (body) => ({
    kind: "record",
    what: "let a restored record count",
    detail: textIn(body, "reason"),
  }),
  purge: () => ({ kind: "record", what: "removed content that may not be kept" }),
  "approver-signed-in": (body) => ({
    ...{ kind: "sign-in", what: "signed in with the right to approve" },
    who: textIn(body, "who"),
    detail: WAYS_IN[textIn(body, "how") ?? ""] ?? null,
  }),
  "access-reviewed": (body) => ({
    ...{ kind: "review", what: "reviewed who holds which role" },
    detail: textIn(body, "note") ?? textIn(body, "outcome"),
  }),
  "key-rotated": () => ({ kind: "record", what: "put a new signing key in the place of an old one" }),
  "person-forgotten": () => ({ kind: "record", what: "took a name out of the book of people" }),
  exercise: () => ({ kind: "exercise", what: "recorded an exercise" }),
  "action-raised": (body) => ({ kind: "action", what: "raised an action", detail: textIn(body, "what") }),
  "action-closed": () => ({ kind: "action", what: "closed an action" }),
  "governance-finding": (body) => ({
    ...{ kind: "breach", what: "was told of a change past review", who: null },
    detail: textIn(body, "message"),
  }),
};

const WAYS_IN: { readonly [how: string]: string } = {
  "sign-in": "by the organisation's sign-in",
  machine: "at the machine",
};

const OVERRIDE_ACTS: Readonly<Record<string, string>> = {
  granted: "set reasons aside",
  ended: "ended an override",
  "ticket-named": "named the ticket of an override",
};

function tokenOf(body: LedgerRecord["body"]): Partial<AccessRow> {
  const engines = textsIn(body, "engines");
  return {
    engine: engines.length === 0 ? "all" : engines.join(", "),
    ...{ role: textIn(body, "role"), detail: textIn(body, "name") },
  };
}

function approversOf(body: LedgerRecord["body"]): readonly string[] {
  const list = body["approvers"];
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown) =>
    typeof each === "object" && each !== null && "name" in each && typeof each.name === "string" ? [each.name] : [],
  );
}

function joined(word: string, names: readonly string[]): string | null {
  return names.length === 0 ? null : `${word} ${names.join(", ")}`;
}
