import type { ChannelState } from "./channel-state.js";
import { calendar, inSetOrder } from "./render-list.js";
import type { ServerState } from "./server-state.js";
import { branch, leaf, type XmlElement } from "./xml.js";

export function statusElements(state: ServerState, includeUndeployed: boolean): readonly XmlElement[] {
  return inSetOrder(state, state.channels.values(), ({ id }) => id)
    .filter((channel) => includeUndeployed || channel.deployed)
    .map((channel) => statusElement(channel));
}

function statusElement(channel: ChannelState): XmlElement {
  const { deployed } = channel;
  const state = deployed ? channel.initialState : "UNDEPLOYED";
  const child = (name: string, metaDataId: number, statusType: string): XmlElement =>
    branch("dashboardStatus", [
      leaf("channelId", channel.id),
      leaf("name", name),
      leaf("state", state),
      branch("childStatuses", []),
      leaf("metaDataId", metaDataId),
      leaf("queueEnabled", metaDataId > 0 && channel.queued > 0),
      leaf("queued", metaDataId === 1 ? channel.queued : 0),
      leaf("waitForPrevious", metaDataId > 0),
      leaf("statusType", statusType),
    ]);
  return branch("dashboardStatus", [
    leaf("channelId", channel.id),
    leaf("name", channel.name),
    leaf("state", state),
    leaf("deployedRevisionDelta", deployed ? channel.revision - deployed.revision : 0),
    ...(deployed ? [calendar("deployedDate", deployed.at)] : []),
    ...(deployed?.codeTemplatesChanged ? [leaf("codeTemplatesChanged", true)] : []),
    branch("childStatuses", [
      child("Source", 0, "SOURCE_CONNECTOR"),
      ...channel.destinationNames.map((name, index) => child(name, index + 1, "DESTINATION_CONNECTOR")),
    ]),
    leaf("metaDataId", 0),
    leaf("queueEnabled", false),
    leaf("queued", channel.queued),
    leaf("waitForPrevious", false),
    leaf("statusType", "CHANNEL"),
  ]);
}
