/** What a text is looked through for: it starts at one of its triggers and is asked there, and only there. */
export interface TriggeredRule<Found extends { readonly resumeAt: number }> {
  /** Starts of what the rule may find, at least two characters, in any case. */
  readonly triggers: readonly string[];
  /** `resumeAt` says where this rule looks on. */
  find(text: string, at: number): Found | undefined;
}

/** Everything the rules find in a text, in order of place; the same empty list where they find nothing. */
export type LookThrough<Found> = (text: string) => readonly Found[];

/**
 * Joins rules into one pass over a text, at two or three nanoseconds a character where nothing stands: three characters,
 * five bits each, address a table of rules.
 */
export function createTriggerIndex<Found extends { readonly resumeAt: number }>(
  rules: readonly TriggeredRule<Found>[],
): LookThrough<Found> {
  const shelves: TriggerEntry<Found>[][] = [[]];
  const shelfAt = new Uint16Array(TABLE_SIZE);
  for (const [number, rule] of rules.entries()) {
    for (const trigger of rule.triggers.map((word) => word.toLowerCase())) {
      for (const address of addressesOf(trigger)) {
        if (shelfAt[address] === 0) shelfAt[address] = shelves.push([]) - 1;
        shelves[shelfAt[address] ?? 0]?.push({ number, rule, trigger });
      }
    }
  }
  return (text) => {
    let found: Found[] | undefined;
    let resume: number[] | undefined;
    let address = 0;
    for (let index = 0; index < text.length; index += 1) {
      address = ((address << 5) | (text.charCodeAt(index) & 31)) & (TABLE_SIZE - 1);
      const shelf = shelfAt[address] ?? 0;
      if (shelf === 0 || index < 2) continue;
      const at = index - 2;
      for (const entry of shelves[shelf] ?? []) {
        if (!startsWith(text, at, entry.trigger) || at < (resume?.[entry.number] ?? 0)) continue;
        const finding = entry.rule.find(text, at);
        if (finding === undefined) continue;
        found = found ?? [];
        found.push(finding);
        resume = resume ?? [];
        resume[entry.number] = Math.max(finding.resumeAt, at + 1);
      }
    }
    return found ?? NOTHING;
  };
}

interface TriggerEntry<Found extends { readonly resumeAt: number }> {
  readonly number: number;
  readonly rule: TriggeredRule<Found>;
  /** In lower case. */
  readonly trigger: string;
}

const NOTHING: readonly never[] = [];
const TABLE_SIZE = 1 << 15;

/** The last five bits of a letter are the same in both cases. A trigger of two characters stands at 32 addresses. */
function addressesOf(trigger: string): number[] {
  const bits = (position: number): number => trigger.charCodeAt(position) & 31;
  const start = (bits(0) << 10) | (bits(1) << 5);
  return trigger.length > 2 ? [start | bits(2)] : Array.from({ length: 32 }, (_, any) => start | any);
}

function startsWith(text: string, at: number, trigger: string): boolean {
  // what begins alike differs soonest at the end
  for (let offset = trigger.length - 1; offset >= 0; offset -= 1) {
    const code = text.charCodeAt(at + offset);
    const lower = code >= 65 && code <= 90 ? code + 32 : code;
    if (lower !== trigger.charCodeAt(offset)) return false;
  }
  return true;
}
