import type { Settings } from "#services/config";

/** The environment of a process cannot be handed over to a thread as it is; a service tells what its threads do. */
export function settingsForThread(settings: Settings): Settings {
  const environment = { ...settings.environment };
  const logLevel = environment["LOCKSTEP_LOG_LEVEL"] === undefined ? "info" : settings.logLevel;
  return { ...settings, environment, logLevel };
}
