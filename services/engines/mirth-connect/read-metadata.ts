import type { NodeFacts } from "#schemas/snapshot";
import type { RawArtefact, RawNode } from "#services/core/dialect";
import { branchNode, entriesOf, leafNode, textAt, UnexpectedElement } from "./raw-nodes.js";

/**
 * Reads channel metadata (enabled, pruning) as artefacts of their own: before 3.9.0 the API does not put it into the channel.
 */
export function readMetadata(map: RawNode): RawArtefact[] {
  return entriesOf(map).map(([channelId, metadata]) => {
    checkMetadata(metadata);
    const root = branchNode("channelMetadata", [leafNode("channelId", channelId), ...metadata.children]);
    return { kind: "channel-metadata", key: channelId, name: channelId, root };
  });
}

/** What is taken apart must say nothing but by its fields. */
function checkMetadata({ name, text, attributes }: RawNode): void {
  if (name === "com.mirth.connect.model.ChannelMetadata" && text === "" && attributes.length === 0) return;
  throw new UnexpectedElement("channel metadata of a form that is not known");
}

/** Channels that are switched off; a channel without metadata counts as switched on, as in the engine. */
export function readDisabledChannels(map: RawNode): NodeFacts {
  const disabled = entriesOf(map).filter(([, metadata]) => textAt(metadata, "enabled") === "false");
  return { operability: disabled.map(([key]) => ({ kind: "channel", key, operability: "disabled" })) };
}
