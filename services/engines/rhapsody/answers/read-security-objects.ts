import type { ExpiryFact } from "#schemas/snapshot";
import type { ParsedExport, RawArtefact, RawNode } from "#services/core/dialect";
import { hideSecrets } from "../hide-secrets.js";
import { branchNode, leafNode } from "../raw-tree.js";
import { instantOf } from "./instant.js";
import { fieldNodes } from "./json-node.js";
import { isObject, type JsonObject, listIn, objectsIn, parseJsonAnswer, requiredText, textIn } from "./json-values.js";

/**
 * Reads `GET /admin/security/info`: certificates and keys by alias, type and end. The engine tells neither key nor fingerprint, so
 * two objects that look alike here may still be different: a notice says so.
 */
export function readSecurityObjects(bytes: Uint8Array, origin: string): ParsedExport {
  const objects = objectsIn(parseJsonAnswer(bytes, origin), "securityObjects", origin);
  return {
    artefacts: objects.map((object) => readObject(object, origin)),
    facts: { expiries: objects.flatMap(readExpiries) },
  };
}

function readObject(object: JsonObject, origin: string): RawArtefact {
  const alias = requiredText(object, "alias", origin);
  const keys = keysOf(object).map((key) =>
    branchNode("key", [leafNode("name", key.id), leafNode("expiry", key.expiry ?? ""), ...key.others]),
  );
  const expiry = textIn(object, "expiry");
  const root = branchNode("securityObject", [
    leafNode("type", textIn(object, "type") ?? ""),
    ...(expiry === undefined ? [] : [leafNode("expiry", instantOf(expiry) ?? expiry)]),
    ...(keys.length === 0 ? [] : [branchNode("keys", keys)]),
    ...othersOf(object, KNOWN),
  ]);
  const hidden = hideSecrets(root);
  const message = `'${alias}' is there; the engine shows neither key nor fingerprint, so that another one would look the same`;
  const notices = [{ code: "secret-unverifiable" as const, path: "/", message }, ...hidden.notices];
  return { kind: "security-object", key: alias, name: alias, root: hidden.root, notices };
}

/** What is told by name; a number is the engine's own. */
const KNOWN = ["id", "alias", "type", "expiry", "keys"];
const KNOWN_OF_KEY = ["id", "keyId", "expiry"];

/** What no known version says of an object is kept: a change in it, of a fingerprint above all, is seen. */
function othersOf(object: JsonObject, known: readonly string[]): readonly RawNode[] {
  const others = fieldNodes(object, known);
  return others.length === 0 ? [] : [branchNode("others", others)];
}

interface RingKey {
  readonly id: string;
  readonly expiry: string | undefined;
  readonly others: readonly RawNode[];
}

function keysOf(object: JsonObject): readonly RingKey[] {
  return listIn(object, "keys").flatMap((key) => {
    if (!isObject(key)) return [];
    const expiry = textIn(key, "expiry");
    const others = othersOf(key, KNOWN_OF_KEY);
    return [{ id: textIn(key, "keyId") ?? "", expiry: expiry && (instantOf(expiry) ?? expiry), others }];
  });
}

function readExpiries(object: JsonObject): readonly ExpiryFact[] {
  const alias = textIn(object, "alias") ?? "";
  const what = /CERTIFICATE/i.test(textIn(object, "type") ?? "") ? "certificate" : "credential";
  const own = expiryFact(what, alias, textIn(object, "expiry"));
  return [...own, ...keysOf(object).flatMap(({ id, expiry }) => expiryFact("credential", `${alias} ${id}`, expiry))];
}

function expiryFact(what: ExpiryFact["what"], name: string, expiry: string | undefined): ExpiryFact[] {
  const expires = expiry === undefined ? undefined : instantOf(expiry);
  return expires === undefined ? [] : [{ what, name, expires }];
}
