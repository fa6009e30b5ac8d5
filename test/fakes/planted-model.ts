import type { ConnectorData, MirthModel, PropertyValue } from "#services/simulators/mirth-connect/model";
import { CANARIES } from "./canaries.js";
import { ACCOUNT } from "./estate-on-loopback.js";

/** One value for each place of a server's configuration in which people keep secrets, or leave a patient behind. */
export const PLANTED = {
  ...CANARIES,
  sftpPassPhrase: "Canary-Qx7 pass phrase",
  keyStorePassword: "canaryQx7keystore",
  basicHeader: "Y2FuYXJ5UXg3OmJhc2lj",
  apiKeyHeader: "canary-Qx7-api-key-9f31",
  credentialTable: "canaryQx7-credential-table",
  encodedLogin: "canaryQx7-encoded-login",
  mapValueUrl: "canaryQx7mapurl",
  mapValueJdbc: "canaryQx7mapjdbc",
  mapComment: "canaryQx7mapcomment",
  globalScript: "canaryQx7-global-script",
  codeTemplate: "canaryQx7-code-template",
  channelDescription: "canaryQx7-description",
  groupDescription: "canaryQx7-group",
  userDescription: "canaryQx7-user",
  pluginPassword: "canaryQx7-plugin-password",
  pluginDocument: "canaryQx7-plugin-document",
  alertText: "canaryQx7-alert-text",
  resourceUrl: "canaryQx7resource",
  driverTemplate: "canaryQx7driver",
} as const;

export type Plants = Readonly<Record<keyof typeof PLANTED, string>>;

/** Every value changed and none like the one before; the person's number stays a valid one. */
export function rotated(plants: Plants): Plants {
  const changed = Object.entries(plants).map(([place, value]) => [place, `${value}-rotated-2`]);
  return {
    ...plants,
    ...Object.fromEntries(changed),
    nhsNumber: "9991234519",
    basicHeader: "cm90YXRlZFF4NzpiYXNpYw==",
  };
}

const IDS = ["c0000001", "c0000002", "c0000003", "c0000004"].map((start) => `${start}-0000-4000-8000-00000000c0de`);

/** An invented server in which every plant stands in its place, and in the places where the engine repeats it. */
export function plantedModel(plants: Plants): MirthModel {
  return {
    serverId: "5a1c0000-0000-4000-8000-00000000000a",
    serverName: "tie-a",
    environmentName: "LIVE",
    channels: [
      {
        id: IDS[0] ?? "",
        name: "Results out",
        description: `Signs in with password=${plants.channelDescription} since May.`,
        source: listener(plants),
        destinations: [httpSender(plants), fileWriter(plants), databaseWriter(plants)],
        scripts: { deploy: `var password = ${JSON.stringify(plants.scriptPassword)};\nconnect("lab", password);` },
      },
      {
        id: IDS[1] ?? "",
        name: `Replay for NHS number ${plants.nhsNumber}`,
        description: `Made for the patient with NHS number ${plants.nhsNumber}:\n${person(plants)}`,
        source: { name: "sourceConnector", transport: "Channel Reader", template: message(plants) },
        destinations: [
          {
            name: "To nowhere",
            transport: "Channel Writer",
            properties: { channelTemplate: message(plants) },
            steps: [{ name: "Try", script: `// NHS number ${plants.nhsNumber}\nvar sample = '${person(plants)}';` }],
          },
        ],
      },
    ],
    groups: [{ id: "g1", name: "All", description: `token: ${plants.groupDescription}`, channelIds: IDS.slice(0, 2) }],
    libraries: [
      {
        id: "l1",
        name: "Functions",
        description: person(plants),
        includeNewChannels: true,
        templates: [
          {
            id: "t1",
            name: "signIn",
            contexts: ["CHANNEL_DEPLOY"],
            code: `function signIn() {\n  var clientSecret = '${plants.codeTemplate}';\n  return clientSecret;\n}`,
          },
        ],
      },
    ],
    globalScripts: {
      Deploy: `globalMap.put('apiPassword', '${plants.globalScript}');\nreturn;`,
      Undeploy: `// ${person(plants)}\nreturn;`,
    },
    configurationMap: [
      { key: "mesh-password", value: plants.mapSecret, comment: `the old password was: ${plants.mapComment}` },
      { key: "fhir-endpoint", value: `https://svc:${plants.mapValueUrl}@fhir.hospital.test/r4` },
      { key: "warehouse", value: `jdbc:sqlserver://dw.hospital.test;user=etl;password=${plants.mapValueJdbc};` },
      { key: "sample-person", value: person(plants) },
    ],
    settings: { smtpHost: "smtp.hospital.test", smtpUsername: "alerts", smtpPassword: plants.smtpPassword },
    resources: [{ id: "r1", name: "Shared", directory: `smb://svc:${plants.resourceUrl}@files.hospital.test/lib` }],
    alerts: [
      {
        id: "a1",
        name: "Errors",
        channelIds: [IDS[0] ?? ""],
        errorTypes: ["SOURCE_CONNECTOR"],
        recipients: ["on-call@hospital.test"],
        subject: `Error, NHS number ${plants.nhsNumber}`,
        template: `Sign in with password: ${plants.alertText}\n${person(plants)}`,
      },
    ],
    users: [
      { id: 1, username: "admin", description: `password=${plants.userDescription}` },
      { id: 2, username: ACCOUNT.username },
    ],
    drivers: [
      {
        className: "org.postgresql.Driver",
        name: "PostgreSQL",
        template: `jdbc:postgresql://svc:${plants.driverTemplate}@db.hospital.test/tie`,
        selectLimit: "SELECT * FROM ? LIMIT 1",
      },
    ],
    plugins: [{ name: "Data Pruner" }, { name: "Archive" }],
    pluginProperties: {
      "Data Pruner": { enabled: "true" },
      Archive: {
        archivePassword: plants.pluginPassword,
        document: `<list><string>https://svc:${plants.pluginDocument}@archive.hospital.test</string></list>`,
      },
    },
  };
}

function person({ nhsNumber, familyName }: Plants): string {
  return `PID|1||${nhsNumber}^^^NHS^NH||${familyName}^Jo^^^Ms||19700101|F|||1 Canary Street^^Qxtown^^QX1 1QX`;
}

function message(plants: Plants): string {
  return `MSH|^~\\&|PAS|RQX|TIE|RQX|20260101||ADT^A01|1|T|2.4\r${person(plants)}\rPV1|1|I|WARD^1^2`;
}

function listener(plants: Plants): ConnectorData {
  // Of a map's entry the first child is the key, whatever the second is called.
  const credentials: PropertyValue = {
    "@class": "linked-hash-map",
    entry: { string: "svc", value: plants.credentialTable },
  };
  return {
    name: "sourceConnector",
    transport: "HTTP Listener",
    properties: { contextPath: "results", keyStorePassword: plants.keyStorePassword, credentials },
    steps: [{ name: "Sign", script: `var auth = 'Basic ' + encode("svc:${plants.encodedLogin}");` }],
  };
}

function httpSender(plants: Plants): ConnectorData {
  return {
    name: "To FHIR",
    transport: "HTTP Sender",
    properties: {
      host: `https://svc:${encodeURIComponent(plants.urlPassword)}@fhir.hospital.test/r4`,
      username: "svc",
      password: plants.connectorPassword,
      content: "${message.encodedData}",
    },
    headers: {
      Authorization: `Bearer ${plants.headerToken}`,
      "X-Api-Key": plants.apiKeyHeader,
      "Proxy-Authorization": `Basic ${plants.basicHeader}`,
    },
  };
}

function fileWriter(plants: Plants): ConnectorData {
  return {
    name: "To archive",
    transport: "File Writer",
    properties: {
      scheme: "SFTP",
      host: "sftp.hospital.test",
      schemeProperties: { passPhrase: plants.sftpPassPhrase, keyFile: "/keys/id" },
      template: message(plants),
    },
  };
}

function databaseWriter(plants: Plants): ConnectorData {
  return {
    name: "To warehouse",
    transport: "Database Writer",
    properties: {
      url: "jdbc:sqlserver://dw.hospital.test:1433",
      username: "etl",
      password: plants.connectorPassword,
      query: `DriverManager.getConnection("jdbc:sqlserver://dw;user=etl", "etl", ${JSON.stringify(plants.jdbcPassword)});`,
    },
  };
}
