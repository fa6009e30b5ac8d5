/** What a text is looked through for: it starts at one of its triggers and is asked there, and only there. */
export interface TriggeredRule<Found> {
  /** Starts of what the rule may find, at least two characters, in any case. */
  readonly triggers: readonly string[];
  find(text: string, at: number): Found | undefined;
}

export type TriggerIndex<Found> = (text: string, visit: (found: Found) => number | undefined) => void;

/**
 * Joins rules into one pass over a text, at about a nanosecond or two a character where nothing stands: three characters,
 * five bits each, address a table of rules. `visit` may return the position from which to look on.
 */
export function createTriggerIndex<Found>(rules: readonly TriggeredRule<Found>[]): TriggerIndex<Found> {
  const flags = new Uint8Array(TABLE_SIZE);
  const rulesAt = new Map<number, TriggeredRule<Found>[]>();
  for (const rule of rules) {
    for (const address of new Set(rule.triggers.flatMap(addressesOf))) {
      flags[address] = 1;
      rulesAt.set(address, [...(rulesAt.get(address) ?? []), rule]);
    }
  }
  return (text, visit) => {
    let address = 0;
    let from = 0;
    for (let index = 0; index < text.length; index += 1) {
      address = ((address << 5) | (text.charCodeAt(index) & 31)) & (TABLE_SIZE - 1);
      if (flags[address] !== 1) continue;
      const at = index - 2;
      if (at < from) continue;
      for (const rule of rulesAt.get(address) ?? []) {
        const found = rule.find(text, at);
        if (found !== undefined) from = Math.max(from, visit(found) ?? 0);
      }
    }
  };
}

const TABLE_SIZE = 1 << 15;

/** The last five bits of a letter are the same in both cases. */
function addressesOf(trigger: string): number[] {
  const [first = 0, second = 0, third] = [...trigger].map((character) => character.charCodeAt(0) & 31);
  const start = (first << 10) | (second << 5);
  return third === undefined ? Array.from({ length: 32 }, (_, any) => start | any) : [start | third];
}
