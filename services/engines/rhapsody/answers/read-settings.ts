import type { ParsedExport, RawNode } from "#services/core/dialect";
import { hideSecrets } from "../hide-secrets.js";
import { branchNode, leafNode } from "../raw-tree.js";
import { fieldNodes, jsonNode } from "./json-node.js";
import { objectsIn, parseJsonAnswer, textIn } from "./json-values.js";

/** Numbers that an engine gives anew, and when something was last done: never a difference. */
const VOLATILE = ["id", "timestamp", "lastModified", "lastRun", "nextRun"];

/** Reads one of the documents of alert settings as it is. */
export function readAlertSettings(bytes: Uint8Array, origin: string, key: string, name: string): ParsedExport {
  const settings = hideSecrets(jsonNode("alertSettings", parseJsonAnswer(bytes, origin), VOLATILE));
  return { artefacts: [{ kind: "alert-settings", key, name, ...settings }], facts: {} };
}

/** Reads `GET /api/backup/schedules`; a schedule has no name, so that what it saves and where tells it from others. */
export function readBackupSchedules(bytes: Uint8Array, origin: string): ParsedExport {
  const schedules = objectsIn(parseJsonAnswer(bytes, origin), "schedules", origin).map((schedule): RawNode => {
    const areas = schedule["backupAreas"];
    const title = [
      Array.isArray(areas) ? areas.join("+") : textIn(schedule, "backupAreas"),
      textIn(schedule, "directory"),
    ];
    return branchNode("schedule", [
      leafNode("name", title.filter((part) => part !== undefined).join(" to ")),
      ...fieldNodes(schedule, [...VOLATILE, "name"]),
    ]);
  });
  const root = branchNode("backupSchedules", schedules);
  return {
    artefacts: [{ kind: "backup-schedules", key: "backup-schedules", name: "Backup schedules", root }],
    facts: {},
  };
}

/** Reads `GET /api/components/registeredports`: which port each variable comes to on this engine. */
export function readRegisteredPorts(bytes: Uint8Array, origin: string): ParsedExport {
  const ports = objectsIn(parseJsonAnswer(bytes, origin), "ports", origin).map((port): RawNode => {
    const where = [textIn(port, "folderPath"), textIn(port, "name")].filter((part) => part).join("/");
    return branchNode("port", [
      leafNode("name", `${where} (${textIn(port, "type") ?? "port"})`),
      ...fieldNodes(port, ["id", "name", "folderPath", "type"]),
    ]);
  });
  const root = branchNode("registeredPorts", ports);
  return {
    artefacts: [{ kind: "registered-ports", key: "registered-ports", name: "Registered ports", root }],
    facts: {},
  };
}
