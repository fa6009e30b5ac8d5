import type { EngineNode } from "#schemas/estate";
import { type ProposedEngine, proposeEngines } from "#services/core/discovery/propose-engines";
import {
  type ProposedDifferences,
  proposeExpectedDifferences,
} from "#services/core/discovery/propose-expected-differences";
import { type ProposedInterfaces, proposeInterfaces } from "#services/core/discovery/propose-interfaces";
import { type WrittenEngine, writeEstateYaml } from "#services/core/discovery/write-estate-yaml";
import { writeExpectedDifferencesYaml } from "#services/core/discovery/write-expected-differences-yaml";
import { type StandbyState, writeInterfacesYaml } from "#services/core/discovery/write-interfaces-yaml";
import { LockstepError } from "#services/core/errors";
import { isSameServer } from "#services/core/readiness/is-same-server";
import type { ReadRequest } from "#services/ports/connector";
import { compareExports } from "./compare-exports.js";
import { type DiscoverContext, type DiscoveredNode, discoverNode } from "./discover-node.js";

/** What discovery proposes: files that a person checks and commits, and what to tell them. */
export interface Discovery {
  /** Path → text of the governed files that it proposes. */
  readonly files: ReadonlyMap<string, string>;
  /** What was seen and assumed, a line each. */
  readonly told: readonly string[];
}

const OWNER = "Integration team";

/**
 * Reads each node once and proposes an estate: pairs, roles, interfaces with their tiers, and differences that may be meant.
 *
 * @throws LockstepError of family upstream where a node cannot be read; `usage` where two addresses are one server
 */
export async function discoverEstate(
  product: string,
  requests: readonly ReadRequest[],
  context: DiscoverContext,
): Promise<Discovery> {
  const seen: DiscoveredNode[] = [];
  for (const request of requests) seen.push(await discoverNode(request, context));
  assertDistinct(seen);
  const engines = proposeEngines(
    seen.map(({ node, facts, interfaces }) => ({
      url: node.url ?? node.id,
      serverId: facts.serverId,
      serverName: facts.serverName,
      interfaceKeys: new Set(interfaces.map(({ key }) => key)),
    })),
  );
  const drafts: Draft[] = [];
  for (const engine of engines) drafts.push(await draftEngine(engine, product, seen, context));
  return {
    files: new Map([
      ["estate.yaml", writeEstateYaml(drafts.map(({ engine }) => engine))],
      ["policy/interfaces.yaml", writeInterfacesYaml(drafts.map(({ interfaces }) => interfaces))],
      [
        "policy/expected-differences.yaml",
        writeExpectedDifferencesYaml(drafts.flatMap(({ differences }) => differences)),
      ],
    ]),
    told: drafts.flatMap(({ told }) => told),
  };
}

/** Two names of one server would make a pair that is always in lockstep. */
function assertDistinct(seen: readonly DiscoveredNode[]): void {
  for (const [index, { node, facts }] of seen.entries()) {
    const twin = seen.slice(0, index).find((other) => isSameServer(other.facts, facts) === true);
    if (twin === undefined) continue;
    const shownBy = facts.serverId === undefined ? "they started in one moment" : `its id is ${facts.serverId}`;
    throw new LockstepError(
      "usage",
      `${twin.node.id} and ${node.id} are the same server (${shownBy}): give the address of each node, not of a load balancer.`,
    );
  }
}

interface Draft {
  readonly engine: WrittenEngine;
  readonly interfaces: ProposedInterfaces & { readonly states: readonly StandbyState[] };
  readonly differences: readonly ProposedDifferences[];
  readonly told: readonly string[];
}

interface Member {
  readonly id: string;
  readonly role: EngineNode["role"];
  readonly found: DiscoveredNode;
}

async function draftEngine(
  { id, nodes }: ProposedEngine,
  product: string,
  seen: readonly DiscoveredNode[],
  { dialect }: DiscoverContext,
): Promise<Draft> {
  const members = nodes.flatMap(({ seen: index, ...node }): Member[] => {
    const found = seen[index];
    return found === undefined ? [] : [{ ...node, found }];
  });
  const [primary, standby] = members;
  const differences =
    primary === undefined || standby === undefined
      ? []
      : [
          proposeExpectedDifferences(
            id,
            { primary: primary.id, standby: standby.id },
            (await compareExports(primary.found.side, standby.found.side, dialect)).findings,
          ),
        ];
  const interfaces = proposeInterfaces(id, OWNER, primary?.found.interfaces ?? []);
  return {
    engine: { id, product, owner: OWNER, nodes: members.map(writtenNode) },
    interfaces: { ...interfaces, states: members.slice(1).flatMap((member) => statesOf(member, primary)) },
    differences,
    told: [...members.flatMap((member) => tellNode(id, member, members.length)), ...tellVersions(id, members)],
  };
}

function writtenNode({ id, role, found }: Member): WrittenEngine["nodes"][number] {
  const { node, facts, interfaces } = found;
  const { serverId, engineVersion: version } = facts;
  const declared = { ...node, id, role, ...(serverId === undefined ? {} : { serverId }) };
  return { node: declared, version, interfaces: interfaces.length };
}

/** Interfaces that production runs and this standby does not. */
function statesOf({ id, found }: Member, primary: Member | undefined): StandbyState[] {
  const running = (primary?.found.facts.operability ?? []).filter(({ operability }) => operability === "deployed");
  return (found.facts.operability ?? []).flatMap(({ kind, key, operability }) => {
    const differs = running.some((one) => one.kind === kind && one.key === key) && operability !== "deployed";
    return differs && operability !== "unknown" ? [{ key, nodeId: id, operability }] : [];
  });
}

function tellNode(engineId: string, { id, role, found }: Member, members: number): string[] {
  const { node, facts, interfaces, unread } = found;
  const as = members > 1 ? `the ${role} of '${engineId}'` : "alone: no other address shares its channels";
  const line = `${node.id} is ${id}, version ${facts.engineVersion ?? "unknown"}, with ${interfaces.length} interfaces: ${as}`;
  return [line, ...unread.map((what) => `WARNING: on ${node.id} not everything could be read: ${what}`)];
}

function tellVersions(engineId: string, members: readonly Member[]): string[] {
  const versions = new Set(members.map(({ found }) => found.facts.engineVersion ?? "unknown"));
  return versions.size < 2
    ? []
    : [`WARNING: the nodes of '${engineId}' run different versions: ${[...versions].join(", ")}`];
}
