import type { CommunicationPointData, FilterData, LockerData, Properties, RouteData } from "./model.js";
import { element, type XmlNode } from "./xml.js";

export function renderFolder(folder: NonNullable<LockerData["folders"]>[number], lockerUuid: string): XmlNode {
  return element("folder", { name: folder.name, uuid: folder.uuid, parent: folder.parent ?? lockerUuid });
}

export function renderCommunicationPoint(point: CommunicationPointData, lockerUuid: string): XmlNode {
  const { name, uuid, type, mode, parent = lockerUuid, startupState = "START_LEVEL_3", files = {} } = point;
  const names = Object.keys(files);
  return element(
    "communicationPoint",
    { name, uuid, parent, type, mode, startupState, isStartupStateTrackingEnabled: "True" },
    [
      configuration(point.properties),
      element("adminProperties", {}, [property("MaxRetries", "3")]),
      ...(names.length === 0
        ? []
        : [
            element(
              "auxiliaryFiles",
              {},
              names.map((file) => element("file", {}, [element("relativeFilePath", {}, file)])),
            ),
          ]),
      ...(point.receivingRoute === undefined ? [] : [element("receivingRoute", {}, point.receivingRoute)]),
    ],
  );
}

export function renderRoute(route: RouteData, lockerUuid: string): XmlNode {
  const { name, uuid, parent = lockerUuid, startupState = "START_LEVEL_3" } = route;
  return element(
    "route",
    { name, uuid, parent, priority: "5", isTrackingStartupState: "true", fifoMode: "NONE", startupState },
    [
      // Where the boxes stand in the editor; it is never the same twice.
      element("adminProperties", {}, [
        ...route.filters.map((filter, index) => property(`${filter.uuid}_Position`, `${index * 80 + uuid.length},40`)),
        property("RouteErrorHandlerVisible", "False"),
      ]),
      element("notes", {}, route.notes ?? ""),
      ...route.filters.map((filter) => renderFilter(filter, uuid)),
      ...route.inputs.map(({ communicationPoint, firstFilter }) =>
        element("inputCommPoint", { uuid: communicationPoint }, [
          element("firstFilterUuid", {}, `${uuid}/${firstFilter}`),
        ]),
      ),
      ...route.outputs.map((output) => element("outputCommPointUuid", {}, output)),
    ],
  );
}

function renderFilter(filter: FilterData, routeUuid: string): XmlNode {
  return element("filter", { name: filter.name, uuid: `${routeUuid}/${filter.uuid}`, type: filter.type }, [
    configuration(filter.properties),
    element(
      "NextDestinations",
      { version: "1" },
      (filter.next ?? []).map((next) =>
        element("Connector", {}, [element("DestinationId", {}, next), element("Condition", {}, "")]),
      ),
    ),
  ]);
}

export function renderDefinition(
  definition: NonNullable<LockerData["definitions"]>[number],
  lockerUuid: string,
): XmlNode {
  const [primary = "", ...others] = Object.keys(definition.files);
  return element(
    "definition",
    { name: definition.name, uuid: definition.uuid, parent: lockerUuid, displayDefinitionFilePath: primary },
    [
      element("adminProperties", {}, [property("serverSize", "4096"), property("version", "12")]),
      element("primaryDefinitionFile", {}, primary),
      element(
        "secondaryFiles",
        {},
        others.map((file) => element("file", {}, [element("relativeFilePath", {}, file)])),
      ),
    ],
  );
}

function configuration(properties: Properties): XmlNode {
  return element(
    "configuration",
    {},
    Object.entries(properties).map(([name, value]) => property(name, value)),
  );
}

function property(name: string, value: string): XmlNode {
  return element("property", { name, "xml:space": "preserve" }, value);
}
