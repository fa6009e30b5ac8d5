import { strToU8, type Zippable, zipSync } from "fflate";
import type { LockerData, RhapsodyModel } from "./model.js";
import { renderCommunicationPoint, renderDefinition, renderFolder, renderRoute } from "./render-components.js";
import { element, renderDocument, type XmlNode } from "./xml.js";

/** The folder that holds all others, the same on every engine. */
export const ROOT_UUID = "e575bcad-01b3-44eb-bbf6-b36c693ef58b";

/** Packs what `GET /admin/config` gives: layout 6 up to 6.2.1, layout 7 after it. */
export function renderConfiguration(model: RhapsodyModel, lockers: readonly LockerData[], layout: 6 | 7): Uint8Array {
  const root = element("configuration", { version: String(layout) }, [
    element("rootFolder", { name: "Main", uuid: ROOT_UUID }),
    ...(layout === 7 ? nested(lockers) : flat(lockers)),
    element("webServices"),
    element(
      "sharedJSLibraries",
      {},
      (model.jsLibraries ?? []).map(({ uuid, name, functions }) =>
        element(
          "library",
          { name, uuid },
          functions.map((each) =>
            element("function", { name: each.name, uuid: each.uuid }, [element("body", {}, base64(each.body))]),
          ),
        ),
      ),
    ),
  ]);
  const files: Zippable = { "configuration.xml": strToU8(renderDocument(root)) };
  for (const { communicationPoints, definitions = [] } of lockers) {
    for (const { uuid, files: own = {} } of communicationPoints) {
      for (const [name, text] of Object.entries(own)) files[`auxiliary/${uuid}/${name}`] = strToU8(text);
    }
    for (const { uuid, files: own } of definitions) {
      for (const [name, text] of Object.entries(own)) files[`definition/${uuid}/${name}`] = strToU8(text);
    }
  }
  return zipSync(files);
}

/** Up to 6.2.1 everything stands side by side, and names the folder it is in. */
function flat(lockers: readonly LockerData[]): readonly XmlNode[] {
  return [
    element(
      "lockers",
      {},
      lockers.map((locker) => lockerElement(locker, [])),
    ),
    ...sections(lockers.flatMap((locker) => [...parts(locker)])),
  ];
}

/** From 6.2.2 on each locker holds its own. */
function nested(lockers: readonly LockerData[]): readonly XmlNode[] {
  return [
    element(
      "lockers",
      {},
      lockers.map((locker) => lockerElement(locker, sections(parts(locker)))),
    ),
  ];
}

function lockerElement({ name, uuid }: LockerData, content: readonly XmlNode[]): XmlNode {
  return element("locker", { name, uuid, parent: ROOT_UUID }, content);
}

type Part = readonly [section: string, node: XmlNode];

function parts(locker: LockerData): readonly Part[] {
  return [
    ...(locker.folders ?? []).map((folder): Part => ["folders", renderFolder(folder, locker.uuid)]),
    ...locker.communicationPoints.map(
      (point): Part => ["communicationPoints", renderCommunicationPoint(point, locker.uuid)],
    ),
    ...locker.routes.map((route): Part => ["routes", renderRoute(route, locker.uuid)]),
    ...(locker.definitions ?? []).map((each): Part => ["definitions", renderDefinition(each, locker.uuid)]),
  ];
}

function sections(all: readonly Part[]): readonly XmlNode[] {
  return ["folders", "communicationPoints", "routes", "restClients", "trackingSchemes", "definitions"].map((name) =>
    element(
      name,
      {},
      all.filter(([section]) => section === name).map(([, node]) => node),
    ),
  );
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
