import { findEndpoint } from "#services/simulators/mirth-connect/endpoints";
import { ServerState } from "#services/simulators/mirth-connect/server-state";
import { SMALL_MODEL } from "#test/simulators/small-model";

/** A sound export, and the request whose answer it is. */
export interface BaseExport {
  readonly path: string;
  readonly text: string;
}

const PATHS = [
  "/channels",
  "/channelgroups",
  "/codeTemplateLibraries",
  "/alerts",
  "/users",
  "/server/globalScripts",
  "/server/configurationMap",
  "/server/settings",
  "/server/resources",
  "/server/channelTags",
  "/server/channelDependencies",
  "/server/databaseDrivers",
  "/extensions/Data%20Pruner/properties",
];

/** The answers of an invented server, as the simulator renders them. */
export function baseExports(): readonly BaseExport[] {
  const state = new ServerState(SMALL_MODEL, () => new Date("2026-11-23T02:00:00Z"));
  return PATHS.map((path) => {
    const parts = findEndpoint(path, state.version)?.xml?.(state, new URLSearchParams(), {}) ?? [];
    return { path, text: [...parts].join("") };
  });
}
