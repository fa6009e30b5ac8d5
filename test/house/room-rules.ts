/** What the files of one room may import; whatever is not named is forbidden. */
export interface RoomRule {
  readonly name: string;
  /** The sentence that an offender reads. */
  readonly prose: string;
  /** Pattern of the files that the rule speaks of. A group in it can be named as `$1` in `rooms`. */
  readonly files: string;
  /** Rooms of ours, as patterns of paths. */
  readonly rooms: readonly string[];
  /** npm packages; `any` where a room brings its own vendor's. */
  readonly packages: readonly string[] | "any";
  /** Modules of Node itself, without `node:`. */
  readonly builtins: readonly string[] | "any";
}

const SCHEMAS = "^schemas/";
const CORE = "^services/core/";
const PORTS = "^services/ports/";
const FORMATS = "^services/formats/";
const REPORTS = "^services/reports/";
const WIRE = "^services/wire/";

/** Says where the program's own files are; it imports nothing of ours. */
const ROOT = "^services/project-root\\.ts$";

/** Packages that compute and do nothing else: no file, no socket, no clock. */
export const PURE_PACKAGES = [
  "ajv",
  "ajv-formats",
  "canonicalize",
  "cron-parser",
  "csv-parse",
  "csv-stringify",
  "diff",
  "fast-xml-parser",
  "fflate",
  "re2js",
  "saxes",
  "temporal-polyfill",
  "typebox",
  "yaml",
];

const ADAPTER_ROOMS =
  "collector|engines|tickets|forges|stores|queues|notifiers|printers|identity-providers|simulators|log|remote";

/** The table of the house, one rule a row. */
export const ROOM_RULES: readonly RoomRule[] = [
  {
    name: "schemas",
    prose:
      "A document that crosses a boundary knows its schema library and its fellow documents, and nothing else of ours.",
    files: SCHEMAS,
    rooms: [SCHEMAS],
    packages: ["typebox"],
    builtins: [],
  },
  {
    name: "core",
    prose: "Core is pure: values in, values out, no I/O, no clock, no randomness; of Node it may hash, and no more.",
    files: CORE,
    rooms: [CORE, SCHEMAS],
    packages: PURE_PACKAGES,
    builtins: ["crypto"],
  },
  {
    name: "formats",
    prose: "A parser takes bytes and gives a value, so that every engine can share it and a test needs no fake.",
    files: FORMATS,
    rooms: [FORMATS, CORE, SCHEMAS],
    packages: PURE_PACKAGES,
    builtins: [],
  },
  {
    name: "reports",
    prose: "A report is a function of the values it shows: whoever calls it decides where the text goes.",
    files: REPORTS,
    rooms: [REPORTS, CORE, SCHEMAS],
    packages: PURE_PACKAGES,
    builtins: [],
  },
  {
    name: "ports",
    prose: "A port says what we need from the world and never who provides it.",
    files: PORTS,
    rooms: [PORTS, CORE, SCHEMAS],
    packages: [],
    builtins: [],
  },
  {
    name: "adapters",
    prose: "An adapter room provides a port with its own vendor's package and knows no other adapter room and no job.",
    files: `^services/(${ADAPTER_ROOMS})/`,
    rooms: ["^services/$1/", PORTS, CORE, SCHEMAS, FORMATS, WIRE],
    packages: "any",
    builtins: "any",
  },
  {
    name: "wire",
    prose: "The wire knows how any machine is reached and trusted, and nothing of what is asked there.",
    files: WIRE,
    rooms: [WIRE, PORTS, CORE, SCHEMAS],
    packages: ["undici"],
    builtins: "any",
  },
  {
    name: "verifier",
    prose:
      "What auditors receive stands alone: it imports nothing of ours and no package, so that one file is all there is to read.",
    files: "^services/verifier/",
    rooms: [],
    packages: [],
    builtins: ["crypto", "fs/promises", "stream", "zlib"],
  },
  {
    name: "jobs",
    prose: "A job is where core meets ports: it names no adapter, so that it runs alike on one machine or many.",
    files: "^services/jobs/",
    rooms: ["^services/jobs/", CORE, PORTS, SCHEMAS],
    packages: PURE_PACKAGES,
    builtins: ["crypto"],
  },
  {
    name: "webhooks",
    prose: "A webhook turns a verified payload into job requests and cannot reach the world by itself.",
    files: "^webhooks/",
    rooms: ["^webhooks/", CORE, SCHEMAS],
    packages: PURE_PACKAGES,
    builtins: ["crypto"],
  },
  {
    name: "config",
    prose: "Settings are made of environment and estate alone, before any adapter exists.",
    files: "^services/config\\.ts$",
    rooms: [ROOT, CORE, PORTS, SCHEMAS],
    packages: PURE_PACKAGES,
    builtins: "any",
  },
  {
    name: "app",
    prose:
      "The composition root puts one estate together: it knows every room but what runs over it, the two ways in, http and cli, and the simulators, which are not the world.",
    files: "^services/(app\\.ts$|compose/)",
    rooms: ["^(schemas|webhooks)/|^services/(?!running/|http/|cli/|simulators/|verifier/)"],
    packages: "any",
    builtins: "any",
  },
  {
    name: "running",
    prose: "What runs over opened estates, threads, workers and the service, sees the app and never who asks.",
    files: "^services/running/",
    rooms: ["^(schemas|webhooks)/|^services/(?!http/|cli/|simulators/|verifier/)"],
    packages: "any",
    builtins: "any",
  },
  {
    name: "http",
    prose: "A page sees the app and the ports as types, and shows values; it never reaches an adapter.",
    files: "^services/http/",
    rooms: ["^services/http/", "^services/app\\.ts$", "^webhooks/", PORTS, REPORTS, CORE, SCHEMAS],
    packages: "any",
    builtins: "any",
  },
  {
    name: "cli",
    prose:
      "A command makes settings, calls the app and prints a report; only the demo brings simulators, since it has no engine to talk to.",
    files: "^services/cli/",
    rooms: [
      "^services/cli/",
      "^services/(app|config)\\.ts$",
      "^services/compose/estate/(init-estate|discover-estate|diagnose-machine|compare-sides)\\.ts$",
      "^services/compose/(evidence/|notices/open-notices)",
      "^services/running/service/(serve-estates|read-service-settings|open-worker|measure-estate-month)\\.ts$",
      "^services/running/(collector/(open-collector|read-collector-settings)|remote/|views/open-estate-views)",
      ROOT,
      "^services/http/",
      "^services/simulators/",
      REPORTS,
      CORE,
      SCHEMAS,
    ],
    packages: "any",
    builtins: "any",
  },
];
