/** How far a clock is ahead of ours by its `Date` header, in milliseconds; to a second, which is all that the header tells. */
export function measureSkew(date: string | undefined, began: Date, ended: Date): number | undefined {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return undefined;
  // The header is cut to the second: what it says is half a second early in the mean.
  return Math.round(theirs + 500 - (began.getTime() + ended.getTime()) / 2);
}
