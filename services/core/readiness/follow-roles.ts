import type { Engine, Role } from "#schemas/estate";

/** A role that a node tells of itself, by the node's id. */
export type ToldRoles = ReadonlyMap<string, Role>;

/**
 * Roles as the nodes themselves tell them: the members of a mirror swap, and a direction judged by yesterday's roles is the
 * wrong one. Where just one node tells that it is the primary and the others that tell anything are standbys, that is what
 * holds; where nobody tells, or what is told makes no pair, the roles that `estate.yaml` declares stand.
 */
export function followRoles(engine: Engine, told: ToldRoles): Engine {
  const primaries = engine.nodes.filter(({ id }) => told.get(id) === "primary");
  const [primary] = primaries;
  if (primary === undefined || primaries.length > 1 || primary.role === "primary") return engine;
  return withRoles(engine, new Map(engine.nodes.map(({ id }) => [id, id === primary.id ? "primary" : "standby"])));
}

/** The engine with other roles; a designated standby that became the primary leaves its place to the former primary. */
export function withRoles(engine: Engine, roles: ToldRoles): Engine {
  const nodes = engine.nodes.map((node) => ({ ...node, role: roles.get(node.id) ?? node.role }));
  const { designatedStandby } = engine;
  if (nodes.find(({ id }) => id === designatedStandby)?.role !== "primary") return { ...engine, nodes };
  const former = engine.nodes.find(({ role }) => role === "primary");
  return { ...engine, nodes, ...(former === undefined ? {} : { designatedStandby: former.id }) };
}
