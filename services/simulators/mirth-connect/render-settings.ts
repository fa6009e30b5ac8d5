import { isAtLeast } from "./is-at-least.js";
import { entry, inSetOrder, versioned } from "./render-list.js";
import type { ServerState } from "./server-state.js";
import { branch, leaf, strings, type XmlElement } from "./xml.js";

export function configurationMapElements(state: ServerState): readonly XmlElement[] {
  return inSetOrder(state, state.configurationMap, ([key]) => key).map(([key, { value, comment }]) =>
    entry(
      key,
      branch("com.mirth.connect.util.ConfigurationProperty", [
        leaf("value", value),
        ...(comment === undefined ? [] : [leaf("comment", comment)]),
      ]),
    ),
  );
}

export function settingsElement(state: ServerState): XmlElement {
  const environment = isAtLeast(state.version, "3.7.0")
    ? [leaf("environmentName", state.model.environmentName ?? "")]
    : [];
  return branch("serverSettings", [
    ...environment,
    leaf("serverName", state.model.serverName),
    leaf("clearGlobalMap", true),
    leaf("queueBufferSize", 1000),
    ...[...state.settings].map(([name, value]) => leaf(name, value)),
  ]);
}

export function resourceElements(state: ServerState): readonly XmlElement[] {
  const standard = {
    id: "Default Resource",
    name: "[Default Resource]",
    description: "Loads libraries from the custom-lib folder.",
    directory: "custom-lib",
  };
  return [standard, ...(state.model.resources ?? [])].map((resource) =>
    branch(
      "com.mirth.connect.plugins.directoryresource.DirectoryResourceProperties",
      [
        leaf("pluginPointName", "Directory Resource"),
        leaf("type", "Directory"),
        leaf("id", resource.id),
        leaf("name", resource.name),
        leaf("description", resource.description ?? ""),
        leaf("includeWithGlobalScripts", resource === standard),
        leaf("loadParentFirst", false),
        leaf("directory", resource.directory),
        leaf("directoryRecursion", true),
      ],
      versioned(state),
    ),
  );
}

export function tagElements(
  state: ServerState,
  wanted: (channelIds: readonly string[]) => boolean = () => true,
): readonly XmlElement[] {
  return inSetOrder(state, state.tags, ({ id }) => id)
    .filter(({ channelIds }) => wanted(channelIds))
    .map((tag) =>
      branch("channelTag", [
        leaf("id", tag.id),
        leaf("name", tag.name),
        strings("channelIds", state.setOrder(tag.channelIds)),
        branch("backgroundColor", [
          leaf("red", tag.colour[0] ?? 0),
          leaf("green", tag.colour[1] ?? 0),
          leaf("blue", tag.colour[2] ?? 0),
          leaf("alpha", 255),
        ]),
      ]),
    );
}

export function dependencyElements(state: ServerState): readonly XmlElement[] {
  return inSetOrder(state, state.dependencies, ({ dependent, dependency }) => `${dependent} ${dependency}`).map(
    ({ dependent, dependency }) =>
      branch("channelDependency", [leaf("dependentId", dependent), leaf("dependencyId", dependency)]),
  );
}

export function driverElements(state: ServerState): readonly XmlElement[] {
  return (state.model.drivers ?? []).map((driver) =>
    branch("driverInfo", [
      leaf("className", driver.className),
      leaf("name", driver.name),
      leaf("template", driver.template),
      leaf("selectLimit", driver.selectLimit),
      branch("alternativeClassNames", []),
    ]),
  );
}
