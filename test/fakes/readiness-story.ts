import type { Finding } from "#schemas/finding";
import type { Readiness } from "#schemas/readiness";
import type { ArtefactEntry, NodeFacts, OperabilityFact, Snapshot } from "#schemas/snapshot";
import { assessReadiness } from "#services/core/assess-readiness";
import type { NodeView, ReadinessInput } from "#services/core/readiness/readiness-input";
import { aPolicy } from "./judged.js";

export const ASSESSED_AT = "2026-11-23T02:00:00.000Z";

/** The instant so many minutes before the assessment. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.parse(ASSESSED_AT) - minutes * 60_000).toISOString();
}

export function anEntry(key: string, about: Partial<ArtefactEntry> = {}): ArtefactEntry {
  return { kind: "channel", key, name: `Feed ${key}`, path: `channels/feed~${key}`, digest: `sha256:${key}`, ...about };
}

const ENTRIES = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"].map((key) => anEntry(key));

/** Ten channels, read completely a minute ago. */
export function aSnapshot({
  facts,
  entries = ENTRIES,
  ...about
}: Partial<Omit<Snapshot, "facts">> & { facts?: NodeFacts } = {}): Snapshot {
  return {
    schema: "lockstep/snapshot@1",
    engineId: "tie",
    nodeId: "tie-a",
    product: "tiny",
    dialect: "tiny/1",
    takenAt: minutesAgo(1),
    digest: "sha256:tree",
    coverage: { complete: true, kinds: { channel: 10 }, unread: [] },
    entries,
    ...about,
    facts: { serverId: "server-of-tie-a", operability: entries.filter(isChannel).map(deployed), ...facts },
  };
}

function isChannel({ kind }: ArtefactEntry): boolean {
  return kind === "channel";
}

function deployed({ kind, key }: ArtefactEntry): OperabilityFact {
  return { kind, key, operability: "deployed" };
}

/** The same on the other server. */
export function aStandbySnapshot(about: Parameters<typeof aSnapshot>[0] = {}): Snapshot {
  return aSnapshot({ nodeId: "tie-b", ...about, facts: { serverId: "server-of-tie-b", ...about.facts } });
}

export function aNode(nodeId: string, snapshot: Snapshot | undefined, problems: NodeView["problems"] = []): NodeView {
  return { nodeId, snapshot, problems };
}

/** A pair that is ready, unless said otherwise. */
export function aReadinessInput(about: Partial<ReadinessInput> = {}): ReadinessInput {
  return {
    engine: { id: "tie", owner: "Integration team" },
    at: ASSESSED_AT,
    policy: aPolicy(),
    production: aNode("tie-a", aSnapshot()),
    standby: aNode("tie-b", aStandbySnapshot()),
    baseline: { snapshot: aSnapshot() },
    findings: [],
    problems: [],
    notes: [],
    interfaceKinds: ["channel"],
    ...about,
  };
}

export function assess(about: Partial<ReadinessInput> = {}): Readiness {
  return assessReadiness(aReadinessInput(about));
}

export function codesOf(readiness: Readiness): string[] {
  return readiness.reasons.map(({ code }) => code);
}

/** A finding on one flow that nothing explains. */
export function aFindingOn(flow: string, tier: number, about: Partial<Finding> = {}): Finding {
  return {
    id: `sha256:${flow}`,
    artefact: { kind: "channel", key: flow, name: flow, path: `channels/${flow}` },
    concept: "interface",
    case: "standby-behind",
    severity: "critical",
    tier,
    flow,
    owner: `${flow} team`,
    blocksReadiness: true,
    explainedBy: null,
    meaning: "",
    changes: [],
    operability: { production: "unknown", standby: "unknown" },
    authorisation: {
      verdict: "authorised",
      ticket: null,
      changedBetween: null,
      actors: [],
      trace: [],
      suggestions: [],
    },
    ...about,
  };
}
