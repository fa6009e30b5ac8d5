import { gzipSync, strToU8, zipSync } from "fflate";
import type { LockerData, LookupTableData, RhapsodyModel } from "./model.js";
import { ROOT_UUID } from "./render-configuration.js";
import { element, renderDocument } from "./xml.js";

/** `GET /api/components`: folders within folders, with numbers that differ from engine to engine. */
export function componentTree(lockers: readonly LockerData[], firstId: number): unknown {
  let id = firstId;
  const component = (each: { uuid: string; name: string; state?: string }, type: string): unknown => ({
    id: id++,
    uuid: each.uuid,
    name: each.name,
    state: each.state ?? "RUNNING",
    type,
    childComponents: [],
  });
  const folder = (uuid: string, name: string, locker: LockerData): unknown => {
    const isIn = ({ parent }: { parent?: string }): boolean => (parent ?? locker.uuid) === uuid;
    return {
      id: id++,
      uuid,
      name,
      childFolders: (locker.folders ?? []).filter(isIn).map((inner) => folder(inner.uuid, inner.name, locker)),
      childComponents: [
        ...locker.communicationPoints.filter(isIn).map((point) => component(point, "COMMUNICATION_POINT")),
        ...locker.routes.filter(isIn).map((route) => component(route, "ROUTE")),
      ],
    };
  };
  return {
    id: id++,
    uuid: ROOT_UUID,
    name: "Main",
    childFolders: lockers.map((locker) => folder(locker.uuid, locker.name, locker)),
    childComponents: [],
  };
}

export function lookupTablesXml(tables: readonly LookupTableData[]): string {
  return renderDocument(
    element(
      "lookupTables",
      {},
      tables.map(({ guid, name, columns, rows }) =>
        element("lookupTable", { version: "5", guid }, [
          element("name", {}, name),
          element("description"),
          element("isRecordingFailures", {}, "False"),
          ...columns.map((column) =>
            element("column", {}, [
              element("name", {}, column.name),
              element("isKeyColumn", {}, String(column.isKey ?? false)),
              element("defaultValue"),
            ]),
          ),
          element("values", { compressed: "true" }, packed([columns.map((column) => column.name), ...rows])),
        ]),
      ),
    ),
  );
}

/** Packed anew at each request: the bytes differ with the time. */
function packed(rows: readonly (readonly string[])[]): string {
  const csv = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");
  return Buffer.from(gzipSync(strToU8(csv), { mtime: Date.now() })).toString("base64");
}

export function webServiceUsersXml({ webServiceUsers }: RhapsodyModel): string {
  return renderDocument(
    element("WebServicesUserStore", { version: "5" }, [
      element("passwordStorageTechnique", {}, "DIGEST"),
      ...webServiceUsers.map(({ name, passwordVariable }, index) =>
        element("user", {}, [
          element("id", {}, String(index + 40)),
          element("name", {}, name),
          ...(passwordVariable === undefined
            ? []
            : [element("password", { isVariable: "true" }, `$(${passwordVariable})`)]),
        ]),
      ),
    ]),
  );
}

export function licencesXml({ licence, version }: RhapsodyModel): string {
  return renderDocument(
    element("licenseInfo", {}, [
      element("environmentType", {}, "Production"),
      element("licenses", {}, [
        element("license", { valid: String(licence.valid) }, [
          element("name", {}, "Rhapsody Integration Engine"),
          element("version", {}, version),
          element("type", {}, "Full"),
          element("id", {}, licence.id),
          element("totalCommpoints", {}, String(licence.total)),
          element("usedCommpoints", {}, String(licence.used)),
        ]),
      ]),
    ]),
  );
}

/** Lines whose fields stand between bars, in an archive. */
export function auditLogZip({ audit }: RhapsodyModel): Uint8Array {
  const lines = audit.map(({ at, user, action, details }) => [at, user, action, details].join(" | "));
  return zipSync({ "audit.log": strToU8(["Date | User | Action | Details", ...lines].join("\n")) });
}

export function templatesZip(): Uint8Array {
  const templates = element("templates", {}, [element("routes"), element("communicationPoints"), element("filters")]);
  return zipSync({
    "configuration.xml": strToU8(renderDocument(element("configuration", { version: "7" }, [templates]))),
  });
}
