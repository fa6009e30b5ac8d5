import type { ReadStep } from "#services/ports/connector";

export function itemsOf(steps: readonly ReadStep[], source: string): readonly { readonly bytes: Uint8Array }[] {
  return steps.flatMap((step) => (step.type === "item" && step.item.source === source ? [step.item] : []));
}

export function unreadOf(steps: readonly ReadStep[]): readonly { readonly source: string; readonly code: string }[] {
  return steps.flatMap((step) => (step.type === "unread" ? [step] : []));
}

export function factsOf(steps: readonly ReadStep[]): Extract<ReadStep, { type: "facts" }>["facts"] {
  return Object.assign({}, ...steps.map((step) => (step.type === "facts" ? step.facts : {})));
}

/** How many items there are of each source. */
export function countSources(steps: readonly ReadStep[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const step of steps) if (step.type === "item") counts[step.item.source] = (counts[step.item.source] ?? 0) + 1;
  return counts;
}

/** Where each item stands, whether it was sent or is as it was; what tells of reads grows with them. */
export function placesOf(steps: readonly ReadStep[], except: readonly string[]): readonly string[] {
  return steps
    .flatMap((step) => (step.type === "item" || step.type === "kept" ? [step.item] : []))
    .filter(({ source }) => !except.includes(source))
    .map(({ source, origin }) => `${source} ${origin}`)
    .sort();
}

export function markOf({ source, origin }: { readonly source: string; readonly origin: string }, mark: string): string {
  return `${source} ${origin} ${mark}`;
}
