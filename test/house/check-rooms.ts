import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { projectRoot } from "#test/project-root";
import { FOLDER_RULE, findFolderCircles } from "./find-folder-circles.js";
import { type ForbiddenRule, GENERAL_RULES } from "./general-rules.js";
import { ROOM_RULES, type RoomRule } from "./room-rules.js";

/** One import that a rule forbids. */
export interface Trespass {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** What a walk through the imports of a tree found. */
export interface RoomInspection {
  /** Files of ours that were read: none means that nothing was looked at. */
  readonly modules: number;
  readonly trespasses: readonly Trespass[];
}

/**
 * Holds every import below `folder` against the rules of the rooms, types included.
 *
 * Runs dependency-cruiser as a program of its own: under tsx its parser does not load.
 */
export async function checkRooms(folder: string): Promise<RoomInspection> {
  const scratch = mkdtempSync(join(tmpdir(), "lockstep-rooms-"));
  try {
    const config = join(scratch, "rules.json");
    writeFileSync(config, JSON.stringify(CRUISE_CONFIG));
    const cruiser = join(projectRoot, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
    const rooms = ["schemas", "services", "webhooks"].filter((room) => existsSync(join(folder, room)));
    const options = ["--config", config, "--output-type", "json", ...rooms];
    const { stdout } = await promisify(execFile)(process.execPath, [cruiser, ...options], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    });
    return parseInspection(stdout);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function parseInspection(json: string): RoomInspection {
  const { modules, summary }: CruiseAnswer = JSON.parse(json);
  const trespasses = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  const imports = modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ from: source, to: resolved })),
  );
  const circles = findFolderCircles(imports).map((circle) => ({ rule: FOLDER_RULE, ...circle }));
  return {
    modules: modules.filter(({ source }) => source.endsWith(".ts")).length,
    trespasses: [...trespasses, ...circles],
  };
}

interface CruiseAnswer {
  readonly modules: readonly { source: string; dependencies: readonly { resolved: string }[] }[];
  readonly summary: { readonly violations: readonly { rule: { name: string }; from: string; to: string }[] };
}

/** Descriptions of a format or of a package: they are gone when the program runs. */
const TYPES_OF_OTHERS = "node_modules/@types/";

/** Everything is forbidden that the rule does not allow. */
function asForbidden(rule: RoomRule): ForbiddenRule {
  const packages = rule.packages === "any" ? ["node_modules/"] : rule.packages.map((name) => `node_modules/${name}/`);
  const builtins = rule.builtins === "any" ? [] : rule.builtins.map((name) => `^(node:)?${name}$`);
  return {
    name: rule.name,
    comment: rule.prose,
    severity: "error",
    from: { path: rule.files },
    to: {
      pathNot: [...rule.rooms, ...packages, ...builtins, TYPES_OF_OTHERS],
      ...(rule.builtins === "any" ? { dependencyTypesNot: ["core"] } : {}),
    },
  };
}

const CRUISE_CONFIG = {
  forbidden: [...ROOM_RULES.map(asForbidden), ...GENERAL_RULES],
  options: {
    // The TypeScript 7 compiler offers no API to read imports by: without this parser nothing is read, and all is well.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      conditionNames: ["lockstep-source", "import", "node", "default"],
      exportsFields: ["exports"],
    },
  },
};

/** The names of all rules, so that a test can see each of them bite. */
export const RULE_NAMES: readonly string[] = [...ROOM_RULES, ...GENERAL_RULES]
  .map(({ name }) => name)
  .concat(FOLDER_RULE);

async function main(): Promise<void> {
  const { modules, trespasses } = await checkRooms(projectRoot);
  for (const { rule, from, to } of trespasses) process.stderr.write(`rooms: ${rule}: ${from} → ${to}\n`);
  process.stdout.write(`rooms: ${modules} modules, ${trespasses.length} trespasses\n`);
  if (modules === 0 || trespasses.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
