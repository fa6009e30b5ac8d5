import type { EvidenceDay } from "./evidence-days.js";

/** Makes a function that finds the day of an instant; `undefined` outside of the days. */
export function dayFinder(days: readonly EvidenceDay[]): (at: number) => EvidenceDay | undefined {
  return (at) => {
    let [low, high] = [0, days.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const day = days[middle];
      if (day === undefined || at < day.from) high = middle - 1;
      else if (at >= day.to) low = middle + 1;
      else return day;
    }
    return undefined;
  };
}
