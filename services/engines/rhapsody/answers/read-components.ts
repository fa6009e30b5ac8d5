import type { BlockerFact, NodeFacts, Operability, OperabilityFact } from "#schemas/snapshot";
import type { ParsedExport } from "#services/core/dialect";
import { LockstepError } from "#services/core/errors";
import { pathSegment } from "../configuration/index-paths.js";
import type { Kind } from "../kinds.js";
import { isObject, type JsonObject, listIn, parseJsonAnswer, textIn } from "./json-values.js";

/** A component of the engine, where it stands. */
export interface Component {
  readonly kind: Kind;
  readonly path: string;
  readonly state: string;
}

const KINDS: Readonly<Record<string, Kind>> = { COMMUNICATION_POINT: "communication-point", ROUTE: "route" };

/**
 * Reads `GET /api/components`: which communication points and routes there are, and whether they run. What an engine saves it
 * also runs: there is no step between.
 */
export function readComponents(bytes: Uint8Array, origin: string): ParsedExport {
  const components = findComponents(bytes, origin);
  const blockers = brokenComponents(components);
  const facts: NodeFacts = {
    operability: components.map(toOperability),
    ...(blockers.length > 0 && { blockers }),
  };
  return { artefacts: [], facts };
}

/**
 * Walks the tree of folders. Where the configuration tells an object's place, which the connector adds as `places`, it is there;
 * elsewhere its folders tell, of which the outermost is no part of any path.
 * @throws LockstepError `export-malformed`
 */
export function findComponents(bytes: Uint8Array, origin: string): readonly Component[] {
  const root = parseJsonAnswer(bytes, origin);
  if (!isObject(root))
    throw new LockstepError("export-malformed", `${origin} is malformed: it holds no tree of folders.`);
  const places = new Map(Object.entries(isObject(root["places"]) ? root["places"] : {}));
  const found: Component[] = [];
  const walk = (folder: JsonObject, path: readonly string[]): void => {
    for (const child of listIn(folder, "childComponents")) {
      if (isObject(child)) found.push(...toComponent(child, path, places));
    }
    for (const child of listIn(folder, "childFolders")) {
      if (isObject(child)) walk(child, [...path, pathSegment(textIn(child, "name") ?? "")]);
    }
  };
  walk(root, []);
  return found;
}

function toComponent(
  component: JsonObject,
  folders: readonly string[],
  places: ReadonlyMap<string, unknown>,
): Component[] {
  const kind = KINDS[textIn(component, "type") ?? ""];
  const state = textIn(component, "state") ?? "";
  if (kind === undefined || state === "DELETED") return [];
  const place = places.get(textIn(component, "uuid")?.toLowerCase() ?? "");
  const path = [...folders, pathSegment(textIn(component, "name") ?? "")].join("/");
  return [{ kind, path: typeof place === "string" ? place : path, state }];
}

const OPERABILITY: Readonly<Record<string, Operability>> = {
  RUNNING: "deployed",
  STARTING: "deployed",
  INITIALIZING: "deployed",
  // Runs, and its other side does not answer: nothing that the configuration can help.
  RETRYING: "deployed",
  STOPPED: "disabled",
  STOPPING: "disabled",
};

function toOperability({ kind, path, state }: Component): OperabilityFact {
  return { kind, key: path, operability: OPERABILITY[state] ?? "unknown", ...(state !== "" && { state }) };
}

const NAMED = 5;

/** A component that lacks a variable or a library cannot start; so it stands after a load that missed something. */
function brokenComponents(components: readonly Component[]): BlockerFact[] {
  const broken = components.filter(({ state }) => state === "NOT_CONFIGURED" || state === "ERROR");
  if (broken.length === 0) return [];
  const names = broken.slice(0, NAMED).map(({ path, state }) => `'${path}' (${state})`);
  const more = broken.length > NAMED ? ` and ${broken.length - NAMED} more` : "";
  return [
    {
      code: "component-not-configured",
      message: `${broken.length === 1 ? "One component" : `${broken.length} components`} cannot run: ${names.join(", ")}${more}.`,
      action: "Supply what they lack (a variable, lookup table, library or certificate), then start them.",
    },
  ];
}
