import type { ReadinessReason } from "#schemas/readiness";
import type { Sides } from "../comparison/sides.js";
import { findInterface, type InterfaceFacts } from "../policy/find-interface.js";
import type { ReadinessInput } from "./readiness-input.js";

/**
 * Makes reasons of what was purged: where digests alone do not prove that an artefact is in lockstep, what differs cannot be told.
 * An interface counts against its own tier and flow, everything else against all of them.
 */
export function purgedReasons(input: ReadinessInput): ReadinessReason[] {
  const groups = new Map<string, Group>();
  for (const { artefact, sides } of input.purged ?? []) {
    const isInterface = input.interfaceKinds.includes(artefact.kind);
    const { tier, flow, owner } = findInterface(input.policy, input.engine, artefact);
    const part = isInterface ? { tier, flow } : {};
    for (const side of sides) {
      const id = `${side}\0${isInterface ? `${tier}\0${flow}` : ""}\0${owner}`;
      const group = groups.get(id) ?? { side, owner, part, names: [] };
      group.names.push(`${artefact.kind.replaceAll("-", " ")} '${artefact.name}'`);
      groups.set(id, group);
    }
  }
  return [...groups.values()].map((group) => reasonFor(group, input));
}

interface Group {
  readonly side: keyof Sides<unknown>;
  readonly owner: string;
  readonly part: Partial<Pick<InterfaceFacts, "tier" | "flow">>;
  readonly names: string[];
}

const NAMED = 5;

function reasonFor({ side, owner, part, names }: Group, input: ReadinessInput): ReadinessReason {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  const [where, action] = PLACES[side](input);
  return {
    code: "content-purged",
    verdict: "unknown",
    message: `What ${where} holds of ${names.slice(0, NAMED).join(", ")}${more} was purged from the repository, so what differs cannot be told.`,
    owner,
    action,
    findings: [],
    ...part,
  };
}

const PLACES: Readonly<Record<Group["side"], (input: ReadinessInput) => readonly [string, string]>> = {
  baseline: ({ engine }) => [
    "the approved baseline",
    `Look at it on both nodes, then adopt a new baseline: 'lockstep baseline adopt ${engine.id} --help' says how.`,
  ],
  production: (input) => onNode(input.production.nodeId, input),
  standby: (input) => onNode(input.standby.nodeId, input),
};

function onNode(nodeId: string, { engine }: ReadinessInput): readonly [string, string] {
  return [
    `the snapshot of ${nodeId}`,
    `Take what leaked out of the configuration of ${nodeId}, then run 'lockstep check ${engine.id}'.`,
  ];
}
