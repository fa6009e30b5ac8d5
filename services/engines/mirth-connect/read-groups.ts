import type { ExportScope, RawArtefact, RawNode } from "#services/core/dialect";
import { rawArtefact } from "./raw-artefact.js";
import { childOf, elementsNamed } from "./raw-nodes.js";
import { readChannels } from "./read-channels.js";

/** Reads channel groups; channels that an exported group carries along are artefacts of their own, the group keeps their ids. */
export function readGroups(root: RawNode, scope: ExportScope): RawArtefact[] {
  return elementsNamed(root, "channelGroup").flatMap((group) => {
    const channels = childOf(group, "channels");
    const members = channels === undefined ? [] : elementsNamed(channels, "channel");
    const carried = members.filter((channel) => childOf(channel, "sourceConnector") !== undefined);
    return [rawArtefact("channel-group", group), ...carried.flatMap((channel) => readChannels(channel, scope))];
  });
}
