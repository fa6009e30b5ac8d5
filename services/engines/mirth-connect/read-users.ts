import type { NodeFacts } from "#schemas/snapshot";
import type { RawArtefact, RawNode } from "#services/core/dialect";
import { elementsNamed, textAt } from "./raw-nodes.js";

/** Reads the users: their number differs from server to server, so that the user name is who they are. */
export function readUsers(root: RawNode): RawArtefact[] {
  return elementsNamed(root, "user").map((user) => {
    const username = textAt(user, "username") ?? `user ${textAt(user, "id") ?? "without a name"}`;
    return { kind: "user", key: username, name: username, root: user };
  });
}

/** Who the numbers in the audit log are; 0 is the engine itself. */
export function readUserNames(root: RawNode): NodeFacts {
  const names = elementsNamed(root, "user").flatMap((user) => {
    const id = textAt(user, "id");
    const username = textAt(user, "username");
    return id === undefined || username === undefined ? [] : [[`user ${id}`, username] as const];
  });
  return { userNames: { "user 0": "engine", ...Object.fromEntries(names) } };
}
