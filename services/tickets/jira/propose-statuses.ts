import type { TicketMapping } from "#schemas/ticket-mapping";
import { isRecord, textOf } from "#services/core/tickets/place";
import { askList, type Site } from "./site.js";

/** The names of all statuses that issues of some projects can have. */
export async function readStatusNames(site: Site, projects: readonly string[]): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const project of projects) {
    for (const type of await askList(site, `${site.api}/project/${encodeURIComponent(project)}/statuses`)) {
      const statuses: readonly unknown[] = Array.isArray(type["statuses"]) ? type["statuses"] : [];
      for (const status of statuses) names.add((isRecord(status) ? textOf(status["name"]) : null) ?? "");
    }
  }
  names.delete("");
  return [...names].sort();
}

/** Keeps the words that the site has. A status that the shipped mapping does not know authorises nothing until somebody says what it means. */
export function proposeStatuses(
  mapping: TicketMapping,
  names: readonly string[],
): { readonly mapping: TicketMapping; readonly notes: readonly string[] } {
  if (names.length === 0)
    return { mapping, notes: ["The projects show no statuses: they are as shipped. Compare them by hand."] };
  const { lifecycle, approvals } = mapping;
  const proposed = {
    ...mapping,
    lifecycle: { ...lifecycle, words: only(lifecycle.words, names) },
    approvals: approvals.map((source) =>
      source.each?.startsWith("/history/") === true
        ? { ...source, decision: { ...source.decision, words: only(source.decision.words, names) } }
        : source,
    ),
  };
  const known = new Set(Object.keys(lifecycle.words).map(plain));
  const strange = names.filter((name) => !known.has(plain(name)));
  return {
    mapping: proposed,
    notes: strange.map((name) => `Nobody knows what the status '${shown(name)}' stands for, so it authorises nothing.`),
  };
}

function only<W>(words: Readonly<Record<string, W>>, names: readonly string[]): Record<string, W> {
  const here = new Set(names.map(plain));
  return Object.fromEntries(Object.entries(words).filter(([word]) => here.has(plain(word))));
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

/** Names are the site's own text. */
export function shown(text: string): string {
  return text.replace(/[^\w .,/()-]/g, "?").slice(0, 60);
}
