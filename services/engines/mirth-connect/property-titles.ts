/** What people who work with the engine call its fields, where splitting the name does not say it. */
export const PROPERTY_TITLES: Readonly<Record<string, string>> = {
  sourceConnector: "Source",
  destinationConnectors: "Destinations",
  properties: "Settings",
  elements: "Steps",
  children: "Steps",
  remoteAddress: "Remote address",
  remotePort: "Remote port",
  host: "Host",
  port: "Port",
  url: "URL",
  wsdlUrl: "WSDL URL",
  locationURI: "Location URI",
  inboundTemplate: "Inbound message template",
  outboundTemplate: "Outbound message template",
  preprocessingScript: "Preprocessor script",
  postprocessingScript: "Postprocessor script",
  deployScript: "Deploy script",
  undeployScript: "Undeploy script",
  exportData: "Channel data",
  metadata: "State and pruning",
  metaDataColumns: "Custom metadata columns",
  metaDataId: "Connector number",
  select: "SQL or script that reads",
  query: "SQL or script",
  update: "SQL or script after reading",
  keyPW: "Key password",
  keyStorePW: "Key store password",
  trustStorePW: "Trust store password",
  contextSet: "Contexts",
  delegate: "Contexts",
  enabledChannelIds: "Channels that use it",
  disabledChannelIds: "Channels that do not use it",
  channelIds: "Channels",
  smtpHost: "SMTP host",
  smtpPort: "SMTP port",
  smtpPassword: "SMTP password",
  "#order": "Order",
  "#name": "Type",
  "#structure": "Form",
  "@class": "Class",
};

/** A readable name for any property: `queueOnResponseTimeout` → `Queue on response timeout`, `responseURL` → `Response URL`. */
export function propertyTitle(name: string): string {
  if (Object.hasOwn(PROPERTY_TITLES, name)) return PROPERTY_TITLES[name] ?? name;
  const words = name
    .slice(name.lastIndexOf(".") + 1)
    .replace(/^@/, "")
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .trim();
  const lower = words.split(" ").map((word) => (/^[A-Z\d]{2,}$/.test(word) ? word : word.toLowerCase()));
  const title = lower.join(" ");
  return title === "" ? name : title.charAt(0).toUpperCase() + title.slice(1);
}
