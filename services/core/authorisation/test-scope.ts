import type { ConfigurationItem, ScopeLevel } from "#schemas/change-control";
import type { ChangeTicket } from "#schemas/change-ticket";
import type { Finding } from "#schemas/finding";
import { matchesGlob } from "../text/match-glob.js";
import type { ChangeFacts } from "./change-facts.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, type TicketRules, ticked } from "./pair-test.js";

/** How a ticket's scope lies to a change. */
export interface ScopeMatch {
  /** `null`: not covered. */
  readonly level: ScopeLevel | null;
  /** The ticket is for production, and covers standby only for the same change carried over. */
  readonly mirrored: boolean;
  readonly facts: string;
}

const LEVELS: readonly ScopeLevel[] = ["engine", "flow", "channel"];

/** Is the changed artefact what the ticket is for, named precisely enough for its tier? */
export function testScope({ finding, change, ticket, rules, coversOthers }: Pair): PairTest {
  const match = matchScope(finding, change, ticket.current, rules);
  if (match.level === null) {
    return coversOthers
      ? crossed("scope", "exceeds-scope", `beyond the ticket: ${match.facts}`)
      : crossed("scope", "scope-mismatch", match.facts);
  }
  const minimum = rules.minimumScope[tierOf(finding)] ?? "engine";
  if (LEVELS.indexOf(match.level) >= LEVELS.indexOf(minimum)) return ticked("scope", match.facts);
  const facts = `${match.facts}; scope-too-broad: tier ${finding.tier} asks for ${minimum}`;
  return rules.tooBroadScope === "note" ? ticked("scope", facts) : crossed("scope", "scope-mismatch", facts);
}

/**
 * Finds the most precise way in which a ticket names a change. Where a ticket names both configuration items and
 * channels, both must cover it; a ticket that names neither covers nothing.
 */
export function matchScope(
  finding: Finding,
  change: ChangeFacts,
  ticket: ChangeTicket,
  rules: TicketRules,
): ScopeMatch {
  const { kind, name } = finding.artefact;
  const what = `${kind} '${name}' on ${change.engineId}/${change.nodeId} (${change.role})`;
  if (ticket.cis.length === 0 && ticket.channels.length === 0)
    return none(`the ticket names nothing; changed was ${what}`);
  const glob = ticket.channels.find((pattern) => matchesGlob(pattern, name));
  if (ticket.channels.length > 0 && glob === undefined) {
    return none(`channels ${listNames(ticket.channels)} do not name ${what}`);
  }
  const item = ticket.cis.length === 0 ? null : matchItems(finding, change, ticket, rules);
  if (item === undefined) return none(`configuration items ${listNames(ticket.cis)} do not stand for ${what}`);
  const fromGlob: ScopeLevel = glob !== undefined && isPrecise(glob) ? "channel" : "engine";
  const level = LEVELS[Math.max(LEVELS.indexOf(fromGlob), LEVELS.indexOf(item?.level ?? "engine"))] ?? "engine";
  const by = [...(item === null ? [] : [`item ${item.ci}`]), ...(glob === undefined ? [] : [`channel ${glob}`])];
  const mirrored = item?.mirrored ?? false;
  return {
    level,
    mirrored,
    facts: `${by.join(" and ")} cover ${what}${mirrored ? ", as the same change on standby" : ""}`,
  };
}

interface ItemMatch {
  readonly ci: string;
  readonly level: ScopeLevel;
  readonly mirrored: boolean;
}

function matchItems(
  finding: Finding,
  change: ChangeFacts,
  ticket: ChangeTicket,
  rules: TicketRules,
): ItemMatch | undefined {
  const matches = ticket.cis.flatMap((ci) =>
    itemsNamed(ci, change, rules).flatMap((item) => matchItem(item, finding, change, ticket, rules)),
  );
  return matches.sort(
    (a, b) => Number(a.mirrored) - Number(b.mirrored) || LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level),
  )[0];
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
  const covered =
    fits(item.engine, change.engineId) &&
    fits(item.node, change.nodeId) &&
    fits(item.channel, finding.artefact.name) &&
    fits(item.flow, finding.flow);
  if (!covered) return [];
  const sameRole = item.role === undefined || item.role === change.role;
  const mirrored = !sameRole && isMirror(finding, change, ticket, rules);
  if (!sameRole && !mirrored) return [];
  const flow = item.flow === undefined ? "engine" : "flow";
  return [{ ci: item.ci, level: item.channel === undefined ? flow : "channel", mirrored }];
}

/** Standby now holds what production holds, and ticket or policy says that the ticket covers that. */
export function isMirror(finding: Finding, change: ChangeFacts, ticket: ChangeTicket, rules: TicketRules): boolean {
  if (change.role !== "standby" || finding.case !== "both-changed") return false;
  return ticket.coversStandby ?? rules.standbyMirrorDays > 0;
}

function fits(pattern: string | undefined, value: string): boolean {
  return pattern === undefined || matchesGlob(pattern, value);
}

function tierOf({ tier }: Finding): 1 | 2 | 3 | 4 {
  return tier === 2 || tier === 3 || tier === 4 ? tier : 1;
}

function none(facts: string): ScopeMatch {
  return { level: null, mirrored: false, facts };
}

/** Enough of a name to mean one: `* *` names everything with a blank in it. */
function isPrecise(glob: string): boolean {
  return (glob.match(/[\p{L}\p{N}]/gu) ?? []).length >= MIN_NAMED;
}

const MIN_NAMED = 3;
