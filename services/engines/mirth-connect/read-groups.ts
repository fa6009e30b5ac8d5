import type { ExportScope, RawArtefact, RawNode } from "#services/core/dialect";
import { hasArtefactOfItsOwn } from "./has-artefact-of-its-own.js";
import { rawArtefact } from "./raw-artefact.js";
import { elementsNamed, onlyChildOf } from "./raw-nodes.js";
import { readChannels } from "./read-channels.js";

/** Reads channel groups; channels that an exported group carries along are artefacts of their own, the group keeps their ids. */
export function readGroups(root: RawNode, scope: ExportScope): RawArtefact[] {
  return elementsNamed(root, "channelGroup").flatMap((group) => {
    const channels = onlyChildOf(group, "channels");
    const members = channels === undefined ? [] : elementsNamed(channels, "channel");
    const carried = members.filter(hasArtefactOfItsOwn);
    return [rawArtefact("channel-group", group), ...carried.flatMap((channel) => readChannels(channel, scope))];
  });
}
