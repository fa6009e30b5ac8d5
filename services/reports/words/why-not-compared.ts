import type { EngineReport } from "#schemas/check-report";

/** Why a list without differences would say nothing, as a sentence; `undefined` where production and standby were compared. */
export function whyNotCompared({ nodes }: Pick<EngineReport, "nodes">): string | undefined {
  const isRead = (role: "primary" | "standby"): boolean => nodes.some((node) => node.role === role && node.snapshot);
  const [production, standby] = [isRead("primary"), isRead("standby")];
  if (production && standby) return undefined;
  const what = production ? "Standby was never read" : standby ? "Production was never read" : "Nothing was read";
  return `${what}, so nothing was compared.`;
}

/** What it means that no finding is open. */
export function describeNothingOpen(engine: Pick<EngineReport, "nodes" | "baseline">): string {
  const sides = engine.baseline === null ? "production and standby" : "approved baseline, production and standby";
  return whyNotCompared(engine) ?? `No difference between ${sides} is open.`;
}
