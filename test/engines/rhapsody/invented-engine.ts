import type { LockerData, RhapsodyModel } from "#services/simulators/rhapsody/model";

const id = (last: string): string => `7a51c000-0000-4000-8000-${last.padStart(12, "0")}`;

export const CLINICAL = id("10");
export const RADIOLOGY = id("20");
export const ROUTE_ADT = id("15");
export const FROM_PAS = id("12");

/** Ciphertext as the engine writes it: another on every engine for the same password. */
export const CIPHERTEXT = Buffer.from([
  0x84, 0xf1, 0x9b, 0x02, 0xc3, 0x5d, 0xe8, 0x77, 0xa1, 0x10, 0xff, 0x3c,
]).toString("base64");

const NOTES = String.raw`{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard\f0 Change History\par 2026-10-01 J. Okafor: new port\par}`;

const CLINICAL_LOCKER: LockerData = {
  uuid: CLINICAL,
  name: "Clinical",
  folders: [{ uuid: id("11"), name: "ADT" }],
  communicationPoints: [
    {
      uuid: FROM_PAS,
      name: "From PAS",
      type: "TCPServer",
      mode: "INPUT",
      parent: id("11"),
      receivingRoute: ROUTE_ADT,
      properties: { LOCALPORT: "$(PasPort)", LOCALHOST: "0.0.0.0", KeepAlive: "True" },
    },
    {
      uuid: id("13"),
      name: "To LIS",
      type: "TCPClient",
      mode: "OUTPUT",
      parent: id("11"),
      properties: { HOST: "lis.hospital.test", PORT: "6661", Username: "tie", Password: CIPHERTEXT },
    },
    {
      uuid: id("14"),
      name: "Heartbeat",
      type: "TimerCommPoint",
      mode: "INPUT",
      parent: id("11"),
      properties: { Interval: "60" },
      files: { "MsgBody.txt": "MSH|^~\\&|TIE|HOSPITAL|||20261001||ADT^A01|1|P|2.3\rPID|1||9434765919||Carr^Ada" },
    },
  ],
  routes: [
    {
      uuid: ROUTE_ADT,
      name: "ADT In",
      parent: id("11"),
      notes: NOTES,
      filters: [
        {
          uuid: id("16"),
          name: "Drop test patients",
          type: "ExecuteScript",
          properties: {
            Script: "for (var i = 0; i < input.length; i++) {\r\n  output.append(input[i].text);\r\n}\r\n",
          },
          next: [`${ROUTE_ADT}/${id("17")}`],
        },
        {
          uuid: id("17"),
          name: "Set sending site",
          type: "HL7MessageModifier",
          properties: {
            Definition: "adt.s3d",
            Rules: `<rules><rule ruleId="1"><script>${Buffer.from("next.site = 'RX1';").toString("base64")}</script></rule></rules>`,
          },
          next: [id("13")],
        },
      ],
      inputs: [{ communicationPoint: FROM_PAS, firstFilter: id("16") }],
      outputs: [id("13")],
    },
  ],
  definitions: [{ uuid: id("18"), name: "ADT 2.3", files: { "adt.s3d": "MESSAGE ADT_A01\n  MSH\n  PID\n" } }],
};

const RADIOLOGY_LOCKER: LockerData = {
  uuid: RADIOLOGY,
  name: "Radiology",
  communicationPoints: [
    {
      uuid: id("22"),
      name: "Orders",
      type: "DirectoryCommPoint",
      mode: "INPUT",
      properties: { INPUT_DIRECTORY_NAME: "$(RisIn)" },
    },
  ],
  routes: [],
};

/** An invented engine of a hospital: two lockers, and something of everything. */
export const ENGINE: RhapsodyModel = {
  version: "6.5.0",
  name: "Rhapsody Integration Engine",
  lockers: [CLINICAL_LOCKER, RADIOLOGY_LOCKER],
  jsLibraries: [
    {
      uuid: id("30"),
      name: "Dates",
      functions: [
        { uuid: id("31"), name: "toHl7", body: "function toHl7(date) {\n  return date.replace(/-/g, '');\n}\n" },
      ],
    },
  ],
  lookupTables: [
    {
      guid: id("40"),
      name: "Ward codes",
      columns: [{ name: "Ward", isKey: true }, { name: "Code" }],
      rows: [
        ["Maple", "M01"],
        ["Oak", "O02"],
      ],
    },
  ],
  variables: [
    { name: "PasPort", value: "6500" },
    { name: "RisIn", value: "/data/ris/in" },
    { name: "LisPassword", value: "secret-on-this-engine", encrypted: true },
  ],
  securityObjects: [{ alias: "tie-2026", type: "SSL_CERTIFICATE", expiry: "20900711T122640.000+0100" }],
  users: [{ name: "jokafor", fullName: "J. Okafor", groups: ["administrator", id("50")] }],
  accessGroups: [
    {
      id: id("50"),
      displayName: "Integration",
      accessRights: ["rest api call", "ide view"],
      lockers: [
        { lockerUuid: CLINICAL, accessRights: ["locker view", "locker edit"] },
        { lockerUuid: RADIOLOGY, accessRights: ["locker view"] },
      ],
    },
  ],
  webServiceUsers: [{ name: "portal", passwordVariable: "PortalPassword" }, { name: "spine" }],
  modules: [{ filename: "hospital-parsers-1.2.jar", hash: "a".repeat(40) }],
  libraries: [],
  licence: { valid: true, total: 60, used: 15, id: "LIC-1001" },
  ports: [{ name: "From PAS", folderPath: "Main/Clinical/ADT", port: 6500, portVariable: "$(PasPort)" }],
  audit: [
    {
      at: "2026-11-20T09:14:02.120+0000",
      user: "jokafor",
      action: "Configuration Change",
      details: "Checked in 'ADT In'",
    },
    { at: "2026-11-20T09:20:00.000+0000", user: "jokafor", action: "Message View", details: "Message 12" },
  ],
};

/** The same engine, built again by hand: every id is another, and the order of making too. */
export function rebuilt(model: RhapsodyModel): RhapsodyModel {
  const text = JSON.stringify(model).replaceAll("7a51c000-0000-4000-8000-", "9bbbb000-0000-4000-8000-");
  const copy: RhapsodyModel = JSON.parse(text);
  return {
    ...copy,
    lockers: copy.lockers
      .map((locker) => ({ ...locker, communicationPoints: [...locker.communicationPoints].reverse() }))
      .reverse(),
    variables: [...copy.variables].reverse(),
  };
}
