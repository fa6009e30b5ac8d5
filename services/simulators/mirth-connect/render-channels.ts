import type { ChannelState } from "./channel-state.js";
import { isAtLeast } from "./is-at-least.js";
import { libraryElements } from "./render-code-templates.js";
import { calendar, entry, inSetOrder, sortedByName, versioned } from "./render-list.js";
import { tagElements } from "./render-settings.js";
import type { ServerState } from "./server-state.js";
import { branch, leaf, strings, type XmlElement } from "./xml.js";

/** Channels, sorted by name as the engine does, with the facts that other lists hold copied into `exportData` from 3.9.0 on. */
export function* channelElements(
  state: ServerState,
  visible: (id: string) => boolean,
  exportData: boolean,
): Generator<XmlElement> {
  for (const channel of sortedByName([...state.channels.values()])) {
    if (!visible(channel.id)) continue;
    yield branch(
      "channel",
      [
        leaf("id", channel.id),
        leaf("nextMetaDataId", channel.destinationNames.length + 1),
        leaf("name", channel.name),
        leaf("description", channel.description),
        leaf("revision", channel.revision),
        { raw: channel.body.trimStart() },
        ...(exportData ? [exportDataElement(state, channel)] : []),
      ],
      versioned(state),
    );
  }
}

function exportDataElement(state: ServerState, channel: ChannelState): XmlElement {
  const dependents = state.dependencies.filter(({ dependency }) => dependency === channel.id);
  const dependencies = state.dependencies.filter(({ dependent }) => dependent === channel.id);
  const tags = tagElements(state, (ids) => ids.includes(channel.id));
  return branch("exportData", [
    branch("metadata", metadataFields(state, channel)),
    strings("dependentIds", state.setOrder(dependents.map(({ dependent }) => dependent))),
    strings("dependencyIds", state.setOrder(dependencies.map(({ dependency }) => dependency))),
    branch("channelTags", tags),
    ...(state.isCachePolluted ? [branch("codeTemplateLibraries", libraryElements(state))] : []),
  ]);
}

export function metadataElements(state: ServerState): readonly XmlElement[] {
  return inSetOrder(state, state.channels.values(), ({ id }) => id).map((channel) =>
    entry(channel.id, branch("com.mirth.connect.model.ChannelMetadata", metadataFields(state, channel))),
  );
}

function metadataFields(state: ServerState, channel: ChannelState): readonly XmlElement[] {
  const pruning = channel.pruneDays === undefined ? [] : [channel.pruneDays];
  return [
    leaf("enabled", channel.enabled),
    calendar("lastModified", channel.lastModified),
    branch("pruningSettings", [
      ...pruning.map((days) => leaf("pruneMetaDataDays", days)),
      ...pruning.map((days) => leaf("pruneContentDays", days)),
      leaf("archiveEnabled", true),
      leaf("pruneErroredMessages", false),
    ]),
    ...(isAtLeast(state.version, "4.2.0") ? [leaf("userId", channel.userId)] : []),
  ];
}

export function idsAndNamesElements(state: ServerState, visible: (id: string) => boolean): readonly XmlElement[] {
  return inSetOrder(state, state.channels.values(), ({ id }) => id)
    .filter(({ id }) => visible(id))
    .map((channel) => entry(channel.id, leaf("string", channel.name)));
}

export function groupElements(state: ServerState): readonly XmlElement[] {
  return sortedByName(state.groups).map((group) =>
    branch(
      "channelGroup",
      [
        leaf("id", group.id),
        leaf("name", group.name),
        leaf("revision", 1),
        calendar("lastModified", state.now()),
        leaf("description", group.description),
        branch(
          "channels",
          group.channelIds.map((id) => branch("channel", [leaf("id", id), leaf("revision", 0)], versioned(state))),
        ),
      ],
      versioned(state),
    ),
  );
}
