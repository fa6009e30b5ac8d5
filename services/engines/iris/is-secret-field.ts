import type { RawNode } from "#services/core/dialect";
import { isSecretName } from "#services/core/privacy/is-secret-name";
import { isSecretPlace } from "#services/core/privacy/is-secret-place";
import { textOf } from "./raw-nodes.js";

/** Names that sound secret and are not: credentials and TLS configurations are named here and kept elsewhere. */
const HARMLESS: ReadonlySet<string> = new Set([
  "BusinessPartner",
  "ChangePassword",
  "CSRFToken",
  "HOTPKeyDisplay",
  "HOTPKeyGenerate",
  "JWTAccessTokenTimeout",
  "JWTRefreshTokenTimeout",
  "PasswordHashAlgorithm",
  "PasswordHashWorkFactor",
  "PasswordNeverExpires",
  "PasswordReset",
  "PrivateKeyFile",
  "PrivateKeyType",
]);
const NAMES_CREDENTIALS = /Credentials$/;

/** Parts of a rule, transformation, process or class: text in them is looked through by itself. */
const CODE_KINDS: ReadonlySet<string> = new Set(["rule", "dtl", "bpl", "routine", "message-schema"]);

/** Says whether a leaf is secret by its name, or by the names of what it stands in. */
export function isSecretField(kind: string, node: RawNode, ancestors: readonly RawNode[]): boolean {
  if (node.text === "" || HARMLESS.has(node.name) || NAMES_CREDENTIALS.test(node.name)) return false;
  if (kind === "system-default")
    return node.name === "value" && isSecretSetting(textOf(ancestors[0] ?? node, "setting"), node.text);
  return !CODE_KINDS.has(kind) && isSecretPlace(node.text, node, ancestors);
}

function isSecretSetting(name: string, value: string): boolean {
  return !HARMLESS.has(name) && !NAMES_CREDENTIALS.test(name) && isSecretName(name, value);
}
