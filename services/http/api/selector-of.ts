/** Names a content as the command line does: `tie/tie-a`, `tie/tie-a~3`, `tie/tie-a@{2026-10-25T02:00Z}`, `tie/baseline`. */
export function selectorOf(engineId: string, side: string, at = "latest"): string {
  const name = `${engineId}/${side}`;
  if (at === "latest") return name;
  return /^\d{1,6}$/.test(at) ? `${name}~${at}` : `${name}@{${at}}`;
}
