import type { NodeFacts } from "#schemas/snapshot";
import type { RawArtefact, RawNode } from "#services/core/dialect";
import { branchNode, entriesOf, leafNode, textAt } from "./raw-nodes.js";

/**
 * Reads channel metadata (enabled, pruning) as artefacts of their own: before 3.9.0 the API does not put it into the channel.
 */
export function readMetadata(map: RawNode): RawArtefact[] {
  return entriesOf(map).map(([channelId, metadata]) => ({
    kind: "channel-metadata",
    key: channelId,
    name: channelId,
    root: branchNode("channelMetadata", [leafNode("channelId", channelId), ...metadata.children]),
  }));
}

/** Channels that are switched off; a channel without metadata counts as switched on, as in the engine. */
export function readDisabledChannels(map: RawNode): NodeFacts {
  const disabled = entriesOf(map).filter(([, metadata]) => textAt(metadata, "enabled") === "false");
  return { operability: disabled.map(([key]) => ({ kind: "channel", key, operability: "disabled" })) };
}
