/**
 * Whether `version` is `floor` or later, by its numbers; `undefined` when it cannot be read. Forks that count otherwise
 * (BridgeLink 26.x) come out as later than every Mirth Connect, which is what their interface is.
 */
export function isVersionAtLeast(version: string | undefined, floor: string): boolean | undefined {
  const have = parseVersion(version);
  const want = parseVersion(floor);
  if (have === undefined || want === undefined) return undefined;
  for (const [index, part] of want.entries()) {
    const mine = have[index] ?? 0;
    if (mine !== part) return mine > part;
  }
  return true;
}

function parseVersion(version: string | undefined): readonly number[] | undefined {
  const numbers = /^(\d{1,5}(?:\.\d{1,5}){0,4})/.exec(version ?? "")?.[1];
  return numbers?.split(".").map(Number);
}
