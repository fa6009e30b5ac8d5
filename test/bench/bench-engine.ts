import type { CommunicationPointData, RhapsodyModel, RouteData } from "#services/simulators/rhapsody/model";

/** An invented engine of so many components, half of them routes with two filters and a script. */
export function benchEngine(components: number): RhapsodyModel {
  const pairs = Math.ceil(components / 2);
  return {
    version: "6.5.0",
    name: "Bench engine",
    lockers: [
      {
        uuid: uuidOf("locker", 0),
        name: "Bench",
        communicationPoints: Array.from({ length: pairs }, (_, n) => communicationPoint(n)),
        routes: Array.from({ length: pairs }, (_, n) => route(n)),
      },
    ],
    lookupTables: [
      {
        guid: uuidOf("table", 0),
        name: "Ward codes",
        columns: [{ name: "Ward", isKey: true }, { name: "Code" }],
        rows: Array.from({ length: 200 }, (_, n) => [`Ward ${n}`, `W${n}`]),
      },
    ],
    variables: Array.from({ length: 50 }, (_, n) => ({ name: `Port${n}`, value: String(6000 + n) })),
    securityObjects: [],
    users: [],
    accessGroups: [],
    webServiceUsers: [],
    modules: [],
    libraries: [],
    licence: { valid: true, total: components, used: pairs, id: "LIC-3001" },
    ports: [],
    audit: [],
  };
}

function communicationPoint(index: number): CommunicationPointData {
  return {
    uuid: uuidOf("point", index),
    name: `From feed ${index}`,
    type: "TCPServer",
    mode: "INPUT",
    receivingRoute: uuidOf("route", index),
    properties: { LOCALPORT: String(6000 + index), LOCALHOST: "0.0.0.0", KeepAlive: "True", Timeout: "30" },
  };
}

function route(index: number): RouteData {
  const line = (n: number): string =>
    `  var ward${n} = input[0].getField('PV1/AssignedPatientLocation') + '${index}.${n}';`;
  const script = Array.from({ length: 30 }, (_, n) => line(n)).join("\r\n");
  const [first, second] = [uuidOf("filter", 2 * index), uuidOf("filter", 2 * index + 1)];
  return {
    uuid: uuidOf("route", index),
    name: `Feed ${index}`,
    filters: [
      {
        uuid: first,
        name: "Map wards",
        type: "ExecuteScript",
        properties: { Script: script },
        next: [`${uuidOf("route", index)}/${second}`],
      },
      { uuid: second, name: "Look up", type: "ExecuteScript", properties: { Script: script.toUpperCase() } },
    ],
    inputs: [{ communicationPoint: uuidOf("point", index), firstFilter: first }],
    outputs: [],
  };
}

const SORTS = ["locker", "point", "route", "filter", "table"] as const;

function uuidOf(sort: (typeof SORTS)[number], index: number): string {
  return `5a1c00${SORTS.indexOf(sort)}0-0000-4000-8000-${String(index).padStart(12, "0")}`;
}
