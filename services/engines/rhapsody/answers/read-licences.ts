import type { BlockerFact, ExpiryFact, NodeFacts } from "#schemas/snapshot";
import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { attributeOf, branchNode, childOf, childrenNamed, leafNode, textOf } from "../raw-tree.js";
import { instantOf } from "./instant.js";

/** Reads `GET /admin/licenses`: an artefact a licence, without what belongs to one machine; its end and its limits are facts. */
export function readLicences(root: RawNode): ParsedExport {
  const environment = textOf(root, "environmentType") ?? "";
  const licences = childrenNamed(childOf(root, "licenses") ?? root, "license");
  const blockers = licences.flatMap(exceeded);
  const facts: NodeFacts = {
    expiries: licences.map(toExpiry),
    ...(blockers.length > 0 && { blockers }),
  };
  return { artefacts: licences.map((licence) => readLicence(licence, environment)), facts };
}

/** A licence is made out to one machine: its number and host differ from node to node as they must. */
const OWN = /^(?:id|serial\w*|host\w*|used\w+|key|signature)$/i;

function readLicence(licence: RawNode, environment: string): RawArtefact {
  const name = nameOf(licence);
  const children = licence.children.filter((child) => !OWN.test(child.name));
  const validity = leafNode("valid", (attributeOf(licence, "valid") ?? "").toLowerCase());
  const root = branchNode("licence", [leafNode("environmentType", environment), validity, ...children]);
  return { kind: "licence", key: name, name, root };
}

function nameOf(licence: RawNode): string {
  return textOf(licence, "name") ?? textOf(licence, "id") ?? "licence";
}

function toExpiry(licence: RawNode): ExpiryFact {
  const end = licence.children.find((child) => /expir|validUntil|endDate/i.test(child.name));
  const expires = end === undefined ? undefined : (instantOf(end.text) ?? instantOf(`${end.text}T23:59:59Z`));
  const valid = attributeOf(licence, "valid")?.toLowerCase();
  return {
    what: "licence",
    name: nameOf(licence),
    ...(expires !== undefined && { expires }),
    ...((valid === "true" || valid === "false") && { valid: valid === "true" }),
  };
}

/** `-1` stands for no limit. */
function exceeded(licence: RawNode): BlockerFact[] {
  const total = Number(textOf(licence, "totalCommpoints") ?? Number.NaN);
  const used = Number(textOf(licence, "usedCommpoints") ?? Number.NaN);
  if (!(total >= 0 && used > total)) return [];
  return [
    {
      code: "licence-exceeded",
      message: `Licence '${nameOf(licence)}' is for ${total} communication points; ${used} are in use.`,
      action: "Extend the licence, or take communication points out of use.",
    },
  ];
}
