import type { ChannelData } from "./model.js";
import { renderConnector, renderDefaultResource } from "./render-connector.js";
import { branch, leaf, renderXml, type XmlElement } from "./xml.js";

const DEFAULT_SCRIPTS = {
  preprocessing: "// Modify the message variable below to pre process data\nreturn message;",
  postprocessing: "// This script executes once after a message has been processed\nreturn;",
  deploy: "// This script executes once when the channel is deployed\nreturn;",
  undeploy: "// This script executes once when the channel is undeployed\nreturn;",
} as const;

/** Renders what stands between `<revision>` and `<exportData>` of a channel, at the indent of a channel in a list. */
export function renderChannelBody(channel: ChannelData, version: string): string {
  if (channel.body !== undefined) return channel.body;
  const { source, destinations = [] } = channel;
  if (source === undefined) throw new Error(`channel '${channel.name}' has no source`);
  const script = (name: keyof typeof DEFAULT_SCRIPTS): XmlElement =>
    leaf(`${name}Script`, channel.scripts?.[name] ?? DEFAULT_SCRIPTS[name]);
  const elements = [
    renderConnector(source, "SOURCE", 0, version),
    branch(
      "destinationConnectors",
      destinations.map((each, index) => renderConnector(each, "DESTINATION", each.metaDataId ?? index + 1, version)),
    ),
    script("preprocessing"),
    script("postprocessing"),
    script("deploy"),
    script("undeploy"),
    renderChannelProperties(channel, version),
  ];
  return elements.map((element) => renderXml(element, "    ")).join("\n");
}

function renderChannelProperties(channel: ChannelData, version: string): XmlElement {
  return branch(
    "properties",
    [
      leaf("clearGlobalChannelMap", true),
      leaf("messageStorageMode", "PRODUCTION"),
      leaf("encryptData", false),
      leaf("removeContentOnCompletion", false),
      leaf("removeOnlyFilteredOnCompletion", false),
      leaf("removeAttachmentsOnCompletion", false),
      leaf("initialState", channel.initialState ?? "STARTED"),
      leaf("storeAttachments", false),
      branch("metaDataColumns", [
        branch("metaDataColumn", [leaf("name", "SOURCE"), leaf("type", "STRING"), leaf("mappingName", "mirth_source")]),
      ]),
      branch("attachmentProperties", [leaf("type", "None"), branch("properties", [])], { version }),
      renderDefaultResource(),
    ],
    { version },
  );
}
