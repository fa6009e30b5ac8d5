import type { MirthModel } from "#services/simulators/mirth-connect/model";

export const ADT_IN = "11111111-0000-4000-8000-000000000001";
export const ADT_TO_LIMS = "11111111-0000-4000-8000-000000000002";
export const DISCHARGE = "11111111-0000-4000-8000-000000000003";

/** A small invented server: three channels, and something of every other kind. */
export const SMALL_MODEL: MirthModel = {
  serverId: "5a1c0000-0000-4000-8000-00000000000a",
  serverName: "tie-a",
  environmentName: "LIVE",
  channels: [
    {
      id: ADT_IN,
      name: "PAS ADT In",
      source: {
        name: "sourceConnector",
        transport: "TCP Listener",
        properties: { listenerConnectorProperties: { "@version": "4.5.2", host: "0.0.0.0", port: 6661 } },
        steps: [{ name: "Trim", script: "// trims\r\nmsg = trim(msg);" }],
      },
      destinations: [{ name: "To hub", transport: "Channel Writer", properties: { channelId: ADT_TO_LIMS } }],
    },
    {
      id: ADT_TO_LIMS,
      name: "ADT to LIMS",
      pruneDays: 30,
      source: { name: "sourceConnector", transport: "Channel Reader" },
      destinations: [
        {
          name: "To LIMS",
          transport: "TCP Sender",
          queue: true,
          properties: { remoteAddress: "lims.hospital.test", remotePort: 7001, template: "invented" },
          filter: [{ name: "Admissions only", script: "return msg['MSH']['MSH.9']['MSH.9.1'].toString() == 'ADT';" }],
        },
      ],
      queued: 4,
    },
    {
      id: DISCHARGE,
      name: "Discharge letters",
      enabled: false,
      source: {
        name: "sourceConnector",
        transport: "File Reader",
        properties: { host: "/letters", fileFilter: "*.xml" },
      },
      destinations: [{ name: "To MESH", transport: "HTTP Sender", properties: { host: "https://mesh.hospital.test" } }],
    },
  ],
  groups: [{ id: "g1", name: "ADT", channelIds: [ADT_IN, ADT_TO_LIMS] }],
  libraries: [
    {
      id: "l1",
      name: "Trust functions",
      includeNewChannels: true,
      disabledChannelIds: [DISCHARGE],
      templates: [
        {
          id: "t1",
          name: "trim",
          contexts: ["SOURCE_FILTER_TRANSFORMER", "DESTINATION_FILTER_TRANSFORMER", "CHANNEL_DEPLOY"],
          code: "function trim(message) {\n  return message;\n}",
        },
      ],
    },
  ],
  globalScripts: { Deploy: "return;", Undeploy: "return;", Preprocessor: "return message;", Postprocessor: "return;" },
  configurationMap: [
    { key: "pas-host", value: "pas.hospital.test", comment: "Patient administration system" },
    { key: "mesh-password", value: "invented-mesh-password" },
  ],
  settings: { smtpHost: "smtp.hospital.test", smtpPassword: "invented-smtp-password" },
  tags: [{ id: "tag1", name: "Critical", channelIds: [ADT_IN] }],
  dependencies: [{ dependent: ADT_IN, dependency: ADT_TO_LIMS }],
  alerts: [
    {
      id: "a1",
      name: "ADT errors",
      channelIds: [ADT_IN],
      errorTypes: ["SOURCE_CONNECTOR", "DESTINATION_CONNECTOR"],
      recipients: ["on-call@hospital.test"],
      subject: "ADT error",
      template: "An ADT channel failed",
    },
  ],
  users: [
    { id: 1, username: "admin" },
    { id: 2, username: "j.okafor", firstName: "Jo", lastName: "Okafor" },
  ],
  drivers: [
    {
      className: "org.postgresql.Driver",
      name: "PostgreSQL",
      template: "jdbc:postgresql://host:port/dbname",
      selectLimit: "SELECT * FROM ? LIMIT 1",
    },
  ],
  plugins: [{ name: "Data Pruner" }, { name: "Server Log" }],
  pluginProperties: { "Data Pruner": { enabled: "true", maxEventAge: "365" } },
};
