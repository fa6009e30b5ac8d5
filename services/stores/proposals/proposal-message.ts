import type { ChangeProposal } from "#schemas/change-proposal";

/** What the commit of a proposal says in its trailers. */
export interface ProposalTrailers {
  readonly engineId: string;
  readonly key: string;
  readonly kind: string;
  readonly digest: string;
}

/** Writes the message of a proposal: ids and digests only, never an engine's own text. */
export function proposalMessage({
  engineId,
  key,
  kind,
  digest,
  changes,
  baseline,
  production,
}: ChangeProposal): string {
  return [
    `${engineId}: proposal ${key}, ${changes.length} ${changes.length === 1 ? "artefact" : "artefacts"}`,
    "",
    `Lockstep-Proposal: ${key}`,
    `Lockstep-Kind: ${kind}`,
    `Lockstep-Engine: ${engineId}`,
    `Lockstep-Digest: ${digest}`,
    `Lockstep-Snapshot: ${production.commit}`,
    `Lockstep-Baseline: ${baseline.commit}`,
    "",
  ].join("\n");
}

/** Reads the trailers again; `undefined` where a commit says something else. */
export function parseProposalTrailers(message: string): ProposalTrailers | undefined {
  const key = trailer(message, "Proposal", ID);
  const engineId = trailer(message, "Engine", ID);
  const kind = trailer(message, "Kind", "adopt|restore");
  const digest = trailer(message, "Digest", "sha256:[0-9a-f]{64}");
  if (key === undefined || engineId === undefined || kind === undefined || digest === undefined) return undefined;
  return { engineId, key, kind, digest };
}

const ID = "[a-z0-9][a-z0-9-]{0,62}";

function trailer(message: string, name: string, form: string): string | undefined {
  return new RegExp(`^Lockstep-${name}: (${form})$`, "m").exec(message)?.[1];
}
