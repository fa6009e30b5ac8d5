/** Compares versions by their numbers. */
export function isAtLeast(version: string, floor: string): boolean {
  const parts = (text: string): readonly number[] => text.split(".").map(Number);
  const [have, want] = [parts(version), parts(floor)];
  for (const [index, part] of want.entries()) {
    const mine = have[index] ?? 0;
    if (mine !== part) return mine > part;
  }
  return true;
}
