/** How many streams may stay open: each holds a connection, and gates need theirs. */
export interface StreamPlaces {
  /** Takes a place for somebody, to be given back when the stream ends; `undefined` where there is none left. */
  take(who: string): (() => void) | undefined;
}

interface PlaceLimits {
  /** Of one person or token. Default 8: a page in each of some windows. */
  readonly each?: number;
  /** Of all together. Default 64. */
  readonly all?: number;
}

export function openStreamPlaces({ each = 8, all = 64 }: PlaceLimits = {}): StreamPlaces {
  const taken = new Map<string, number>();
  let open = 0;
  return {
    take(who) {
      const own = taken.get(who) ?? 0;
      if (own >= each || open >= all) return undefined;
      taken.set(who, own + 1);
      open += 1;
      let isGivenBack = false;
      return () => {
        if (isGivenBack) return;
        isGivenBack = true;
        open -= 1;
        const left = (taken.get(who) ?? 1) - 1;
        if (left === 0) taken.delete(who);
        else taken.set(who, left);
      };
    },
  };
}
