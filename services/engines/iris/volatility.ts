import type { FieldRule, RawNode } from "#services/core/dialect";
import { attributeOf } from "./raw-nodes.js";

/** Columns that tell who did something last, and when. */
const STAMPS: ReadonlySet<string> = new Set([
  "CreateDateTime",
  "CreateUsername",
  "LastModifiedDateTime",
  "LastModifiedInfo",
  "LastModifiedUsername",
  "PasswordChangedDateTime",
]);

/** Of them those that tell who. */
const OF_WHOM = /(?:^|\/)(?:CreateUsername|LastModifiedUsername|LastModifiedInfo)$/;

export function namesPerson(_kind: string, place: string): boolean {
  return OF_WHOM.test(place);
}

/** Never kept: hashes that differ on every instance, keys of second factors, counters, internal numbers, the last run. */
const DROPPED = /^(?:Password|Salt|HOTPKey|PasswordHash|Version|Flags|ID)$/;
const DROPPED_BY_KIND: Readonly<Record<string, RegExp>> = {
  user: /^(?:Last(?:Login|Invalid)\w*|InvalidLogin\w*|SuccessfulLogins)$/,
  task: /^(?:Last(?:Started|Finished|Schedule|Run)\w*|NextScheduled\w*|Status|Error|RunningJob|Running)$/,
};

const ROW_KINDS: ReadonlySet<string> = new Set([
  "credential",
  "business-partner",
  "web-application",
  "user",
  "role",
  "resource",
  "service",
  "sql-privilege",
  "ssl-config",
  "x509-credential",
  "task",
  "schedule",
  "namespace",
  "database",
  "mapping",
  "system-configuration",
]);

/** Entries of a CPF that belong to one member alone; of `LicenseServers` all do. */
const OF_ONE_MEMBER: ReadonlyMap<string, RegExp> = new Map([
  ["MirrorMember", /^(?:SystemName|AgentAddress|AsyncMemberGUID|VirtualAddressInterface|ValidatedMember)$/],
  ["LicenseServers", /./],
  ["Startup", /^LicenseID$/],
]);

/** Says whether a field changes although nobody changed the configuration. */
export function volatility(kind: string, node: RawNode, ancestors: readonly RawNode[]): FieldRule["volatile"] {
  if (ancestors.length !== 1) return undefined;
  if (kind === "production" || kind === "production-item") return node.name === "Sources" ? "provenance" : undefined;
  if (kind === "cpf-section") return cpfVolatility(node, ancestors[0]);
  if (!ROW_KINDS.has(kind)) return undefined;
  if (STAMPS.has(node.name)) return "provenance";
  return DROPPED.test(node.name) || DROPPED_BY_KIND[kind]?.test(node.name) === true ? "drop" : undefined;
}

function cpfVolatility(entry: RawNode, section: RawNode | undefined): FieldRule["volatile"] {
  const key = attributeOf(entry, "key") ?? "";
  // A hash with a salt of its own: it says nothing, and must not be kept.
  if (key === "PasswordHash") return "drop";
  const own = OF_ONE_MEMBER.get(section === undefined ? "" : (attributeOf(section, "name") ?? ""));
  return own?.test(key) ? "provenance" : undefined;
}
