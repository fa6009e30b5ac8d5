import type { RawNode } from "#services/core/dialect";
import { childOf } from "./raw-nodes.js";

/** Says whether a member of a group or library is given in full, and so is read as an artefact of its own. */
export function hasArtefactOfItsOwn(member: RawNode): boolean {
  if (member.name === "channel") return childOf(member, "sourceConnector") !== undefined;
  return member.name === "codeTemplate" && childOf(member, "name") !== undefined;
}
