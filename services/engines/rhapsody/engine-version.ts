/** Whether a version is at least another, part by part (`6.10.0` is later than `6.5.1`); true where it has no figures to compare. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [own, other] = [version, wanted].map((text) => (/^[\d.]+/.exec(text)?.[0] ?? "").split(".").map(Number));
  if (own === undefined || other === undefined || own.some(Number.isNaN)) return true;
  for (let at = 0; at < other.length; at += 1) {
    const difference = (own[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
