import type { ConfigurationItem, ScopeLevel } from "#schemas/change-control";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { Finding } from "#schemas/finding";
import { matchesGlob } from "../text/match-glob.js";
import type { ChangeFacts } from "./change-facts.js";
import { listNames } from "./list-names.js";
import type { TicketRules } from "./ticket-rules.js";

/** How a ticket's scope lies to a change. */
export interface ScopeMatch {
  /** `null`: not covered. */
  readonly level: ScopeLevel | null;
  /** The ticket is for production, and covers standby only for the same change carried over. */
  readonly mirrored: boolean;
  readonly facts: string;
}

/** From the coarsest to the finest. */
export const SCOPE_LEVELS: readonly ScopeLevel[] = ["engine", "flow", "channel"];

/**
 * Finds the most precise way in which a ticket names a change. Channels name interfaces only: where a ticket names both
 * configuration items and channels, both must cover an interface, and an artefact of another kind needs an item that names
 * it. A ticket that names neither covers nothing.
 */
export function matchScope(
  finding: Finding,
  change: ChangeFacts,
  ticket: ChangeTicket,
  rules: TicketRules,
): ScopeMatch {
  const { kind, name } = finding.artefact;
  const what = `${kind} '${name}' on ${change.engineId}/${change.nodeId} (${change.role})`;
  const { cis, channels } = ticket;
  if (cis.length === 0 && channels.length === 0) return none(`the ticket names nothing; changed was ${what}`);
  const isInterface = rules.interfaceKinds.includes(kind);
  const glob = isInterface ? channels.find((pattern) => matchesGlob(pattern, name)) : undefined;
  if (isInterface && channels.length > 0 && glob === undefined) {
    return none(`channels ${listNames(channels)} do not name ${what}`);
  }
  const mustName = !isInterface && channels.length > 0;
  const items = matchItems(finding, change, ticket, rules).filter(({ named }) => named || !mustName);
  const [item] = items.sort(byPrecision);
  if (item === undefined && mustName) {
    return none(`channels ${listNames(channels)} name interfaces only, and no configuration item names ${what}`);
  }
  if (item === undefined && cis.length > 0) {
    return none(`configuration items ${listNames(cis)} do not stand for ${what}`);
  }
  return covering(item, glob, what);
}

function covering(item: ItemMatch | undefined, glob: string | undefined, what: string): ScopeMatch {
  const fromGlob: ScopeLevel = glob !== undefined && isPrecise(glob) ? "channel" : "engine";
  const level =
    SCOPE_LEVELS[Math.max(SCOPE_LEVELS.indexOf(fromGlob), SCOPE_LEVELS.indexOf(item?.level ?? "engine"))] ?? "engine";
  const by = [...(item === undefined ? [] : [`item ${item.ci}`]), ...(glob === undefined ? [] : [`channel ${glob}`])];
  const mirrored = item?.mirrored ?? false;
  return {
    level,
    mirrored,
    facts: `${by.join(" and ")} ${by.length === 1 ? "covers" : "cover"} ${what}${mirrored ? ", as the same change on standby" : ""}`,
  };
}

interface ItemMatch {
  readonly ci: string;
  readonly level: ScopeLevel;
  readonly mirrored: boolean;
  /** It says which artefact or kind is meant, not only where. */
  readonly named: boolean;
}

function matchItems(
  finding: Finding,
  change: ChangeFacts,
  ticket: ChangeTicket,
  rules: TicketRules,
): readonly ItemMatch[] {
  return ticket.cis.flatMap((ci) =>
    itemsNamed(ci, change, rules).flatMap((item) => matchItem(item, finding, change, ticket, rules)),
  );
}

/** An item that is meant for the node before one that is carried over to it; then the finest. */
function byPrecision(a: ItemMatch, b: ItemMatch): number {
  return Number(a.mirrored) - Number(b.mirrored) || SCOPE_LEVELS.indexOf(b.level) - SCOPE_LEVELS.indexOf(a.level);
}

/** The items that the policy maps a name to; an unmapped name stands for the engine or node of exactly that id. */
function itemsNamed(ci: string, change: ChangeFacts, { configurationItems }: TicketRules): ConfigurationItem[] {
  const mapped = configurationItems.filter((item) => item.ci === ci);
  if (mapped.length > 0) return mapped;
  // An id of the estate holds no wildcard, so it is its own pattern.
  if (ci === change.engineId) return [{ ci, engine: ci }];
  return ci === change.nodeId ? [{ ci, node: ci }] : [];
}

function matchItem(
  item: ConfigurationItem,
  finding: Finding,
  change: ChangeFacts,
  ticket: ChangeTicket,
  rules: TicketRules,
): ItemMatch[] {
  const { kind, name } = finding.artefact;
  const covered =
    fits(item.engine, change.engineId) &&
    fits(item.node, change.nodeId) &&
    fits(item.channel, name) &&
    (item.channel === undefined || rules.interfaceKinds.includes(kind)) &&
    fits(item.kind, kind) &&
    fits(item.name, name) &&
    fits(item.flow, finding.flow);
  if (!covered) return [];
  const sameRole = item.role === undefined || item.role === change.role;
  const mirrored = !sameRole && isMirror(finding, change, ticket, rules);
  if (!sameRole && !mirrored) return [];
  const isFine = item.channel !== undefined || (item.name !== undefined && isPrecise(item.name));
  const flow = item.flow === undefined ? "engine" : "flow";
  const named = item.kind !== undefined || item.name !== undefined;
  return [{ ci: item.ci, level: isFine ? "channel" : flow, mirrored, named }];
}

/** Standby now holds what production holds, and ticket or policy says that the ticket covers that. */
export function isMirror(finding: Finding, change: ChangeFacts, ticket: ChangeTicket, rules: TicketRules): boolean {
  if (change.role !== "standby" || finding.case !== "both-changed") return false;
  return ticket.coversStandby ?? rules.standbyMirrorDays > 0;
}

function fits(pattern: string | undefined, value: string): boolean {
  return pattern === undefined || matchesGlob(pattern, value);
}

function none(facts: string): ScopeMatch {
  return { level: null, mirrored: false, facts };
}

/** Enough of a name to mean one: `* *` names everything with a blank in it, `*a*i*o*` nearly everything. */
function isPrecise(glob: string): boolean {
  return !/[*?]/.test(glob) || /[\p{L}\p{N}]{3}/u.test(glob);
}
