import type { ArtefactFile } from "#schemas/artefact";
import type { EngineNode } from "#schemas/estate";
import type { ArtefactEntry, NodeFacts } from "#schemas/snapshot";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { artefactFolder } from "#services/core/artefact/file-names";
import { mergeFacts } from "#services/core/artefact/merge-facts";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { textsOf } from "#services/core/artefact/texts-of";
import type { Dialect } from "#services/core/dialect";
import type { InterfaceCandidate } from "#services/core/discovery/propose-interfaces";
import { LockstepError } from "#services/core/errors";
import type { Mask } from "#services/core/mask";
import { normaliseExport } from "#services/core/normalise";
import type { Connector, ReadRequest } from "#services/ports/connector";
import type { ExportSide } from "./compare-exports.js";

/** What a node said of itself, held in memory: nothing is stored before a person has agreed to watch it. */
export interface DiscoveredNode {
  readonly node: EngineNode;
  readonly facts: NodeFacts;
  readonly side: ExportSide;
  readonly interfaces: readonly InterfaceCandidate[];
  /** What could not be read, in words. */
  readonly unread: readonly string[];
}

export interface DiscoverContext {
  readonly connector: Connector;
  readonly dialect: Dialect;
  /** Of a key that lives as long as the command: equal secrets are seen as equal, and no token is kept. */
  readonly mask: Mask;
}

/** Reads a node once, as a check would, and only to propose how to watch it. @throws LockstepError of family upstream */
export async function discoverNode(request: ReadRequest, context: DiscoverContext): Promise<DiscoveredNode> {
  try {
    return await readNode(request, context);
  } catch (error) {
    if (!(error instanceof LockstepError) || error.code !== "certificate-untrusted") throw error;
    throw await tellFingerprint(request, context, error);
  }
}

/** There is no estate yet that `doctor` could look at, so the certificate that was shown is named here; it is not trusted. */
async function tellFingerprint(
  request: ReadRequest,
  { connector }: DiscoverContext,
  error: LockstepError,
): Promise<LockstepError> {
  const { password: _password, ...withoutPassword } = request;
  const found = await connector.diagnose(withoutPassword);
  const shown = found.find(({ check, state }) => check === "certificate" && state === "failed");
  if (shown === undefined) return error;
  const advice = "Compare that fingerprint on the server itself, then give it with --fingerprint.";
  return new LockstepError("certificate-untrusted", `${shown.message} ${advice}`, { cause: error });
}

async function readNode(request: ReadRequest, context: DiscoverContext): Promise<DiscoveredNode> {
  const { connector, dialect, mask } = context;
  const files = new Map<string, readonly ArtefactFile[]>();
  const entries: ArtefactEntry[] = [];
  const interfaces: InterfaceCandidate[] = [];
  const unread: string[] = [];
  let facts: NodeFacts = {};
  for await (const step of connector.read(request)) {
    if (step.type === "unread") {
      unread.push(`${step.source}: ${step.message}`);
      continue;
    }
    if (step.type === "facts") {
      facts = mergeFacts(facts, step.facts);
      continue;
    }
    // Nothing was said to be known, so nothing is kept.
    if (step.type === "kept") continue;
    const read = normaliseExport(step.item, { dialect, mask, scope: "server", storeMessageTemplates: false });
    facts = mergeFacts(facts, read.facts);
    for (const { artefact } of read.artefacts) {
      const { kind, key, name, root } = artefact;
      const rendered = renderArtefact(artefact);
      const path = artefactFolder(dialect.folders[kind] ?? kind, name, key);
      files.set(path, rendered);
      entries.push({ kind, key, name, path, digest: digestArtefact(rendered) });
      if (dialect.interfaceKinds.includes(kind)) interfaces.push({ kind, key, name, texts: [...textsOf(root)] });
    }
  }
  const side: ExportSide = {
    selector: request.node.id,
    dialect: dialect.version,
    entries,
    load: async (paths) => new Map(paths.map((path) => [path, files.get(path) ?? []])),
  };
  return { node: request.node, facts, side, interfaces, unread };
}
