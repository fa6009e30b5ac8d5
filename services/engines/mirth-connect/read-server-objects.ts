import type { RawArtefact, RawNode } from "#services/core/dialect";
import { rawArtefact } from "./raw-artefact.js";
import { checkContainer, elementsNamed, textAt } from "./raw-nodes.js";

export function readAlerts(root: RawNode): RawArtefact[] {
  return elementsNamed(root, "alertModel").map((alert) => rawArtefact("alert", alert));
}

export function readTags(root: RawNode): RawArtefact[] {
  return elementsNamed(root, "channelTag").map((tag) => rawArtefact("tag", tag));
}

/** All dependencies between channels are one artefact: each is only a pair of ids. */
export function readDependencies(root: RawNode): RawArtefact[] {
  return [
    {
      kind: "channel-dependencies",
      key: "channel-dependencies",
      name: "Channel dependencies",
      root: { ...root, name: "channelDependencies" },
    },
  ];
}

export function readSettings(root: RawNode): RawArtefact[] {
  return [{ kind: "server-settings", key: root.name, name: "Server settings", root }];
}

/** Resources are named by their class, whatever plugin they come from. */
export function readResources(root: RawNode): RawArtefact[] {
  if (root.name !== "list" && root.name !== "resourceProperties") return [rawArtefact("resource", root)];
  checkContainer(root);
  return root.children.flatMap((resource) =>
    resource.name === "list" ? readResources(resource) : [rawArtefact("resource", resource)],
  );
}

/** Database drivers have no id: their class is what a channel names. */
export function readDrivers(root: RawNode): RawArtefact[] {
  return elementsNamed(root, "driverInfo").map((driver) => ({
    ...rawArtefact("database-driver", driver),
    key: textAt(driver, "className") ?? textAt(driver, "name") ?? "driver",
  }));
}
