import type { ToldMatter } from "#schemas/notice-record";
import type { NoticeRoute, Notifications } from "#schemas/notifications";

/** The channels on which a matter is told at once or in the digest: of every route that matches, or `otherwise`. */
export function routeMatter(
  matter: ToldMatter,
  policy: Pick<Notifications, "routes" | "otherwise">,
): readonly string[] {
  const routes = matchingRoutes(matter, policy);
  return [...new Set(routes.length === 0 ? policy.otherwise : routes.flatMap(({ tell }) => tell))];
}

/** The routes that name a matter. */
export function matchingRoutes(
  matter: ToldMatter,
  { routes = [] }: Pick<Notifications, "routes">,
): readonly NoticeRoute[] {
  return routes.filter((route) => isMatch(route, matter));
}

function isMatch({ owners, engines, tiers, about }: NoticeRoute, matter: ToldMatter): boolean {
  if (owners !== undefined && !owners.includes(matter.owner)) return false;
  if (engines !== undefined && (matter.engineId === null || !engines.includes(matter.engineId))) return false;
  // What has no tier concerns them all.
  if (tiers !== undefined && !tiers.includes(matter.tier ?? 1)) return false;
  return about === undefined || about.includes(matter.kind);
}
