import type { Notice } from "#schemas/artefact";
import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { attributeOf, branchNode, childOf, childrenNamed, leafNode, textOf } from "../raw-tree.js";
import { UNVERIFIABLE } from "../secret-class.js";
import { unverifiable } from "../unverifiable.js";

/** Reads `GET /admin/webservices/users`: users by name, and how their passwords are kept. Their numbers differ from engine to engine. */
export function readWebServiceUsers(root: RawNode): ParsedExport {
  const technique = leafNode("passwordStorageTechnique", textOf(root, "passwordStorageTechnique") ?? "");
  const store: RawArtefact = {
    kind: "web-service-user-store",
    key: "web-service-user-store",
    name: "Web service user store",
    root: branchNode("webServiceUserStore", [technique]),
  };
  return { artefacts: [store, ...childrenNamed(root, "user").map(readUser)], facts: {} };
}

function readUser(user: RawNode): RawArtefact {
  const name = textOf(user, "name") ?? "";
  const notices: Notice[] = [];
  const others = user.children.filter((child) => !/^(?:id|name|password)$/.test(child.name));
  const root = branchNode("webServiceUser", [leafNode("password", passwordOf(user, name, notices)), ...others]);
  return { kind: "web-service-user", key: name, name, root, notices };
}

/** A variable is told by its name; any other password the engine leaves out. */
function passwordOf(user: RawNode, name: string, notices: Notice[]): string {
  const password = childOf(user, "password");
  if (attributeOf(password, "isVariable")?.toLowerCase() === "true") return password?.text ?? "";
  notices.push(unverifiable(["password"], `The password of web service user '${name}'`));
  return UNVERIFIABLE;
}
