import type { RawNode } from "#services/core/dialect";
import { isSecretName } from "#services/core/privacy/is-secret-name";
import { attributeOf, textOf } from "./raw-nodes.js";

/** Names that sound secret and are not: credentials and TLS configurations are named here and kept elsewhere. */
const HARMLESS: ReadonlySet<string> = new Set([
  "ChangePassword",
  "CSRFToken",
  "HasPrivateKey",
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

/** Kinds made of code, in which a method called `SetPassword` is no secret: text in them is looked through by itself. */
const CODE_KINDS: ReadonlySet<string> = new Set(["class", "rule", "dtl", "bpl", "routine", "message-schema"]);

/** Says of a leaf whether it is secret, where InterSystems knows better than its place says; `undefined` elsewhere. */
export function isSecretField(kind: string, node: RawNode, ancestors: readonly RawNode[]): boolean | undefined {
  if (node.text === "" || HARMLESS.has(node.name) || NAMES_CREDENTIALS.test(node.name)) return false;
  // Settings in an unknown form: a password may stand anywhere in them.
  if (kind === "task" && node.name === "Settings") return true;
  if (kind === "system-default")
    return node.name === "value" && isSecretSetting(textOf(ancestors[0] ?? node, "setting"), node.text);
  if (CODE_KINDS.has(kind)) return isSecretDefault(node, ancestors.at(-1));
  return undefined;
}

/** The value that a class gives a parameter or a property. */
function isSecretDefault(node: RawNode, parent: RawNode | undefined): boolean {
  const owner = node.name === "Parameter" ? node : node.name === "InitialExpression" ? parent : undefined;
  const name = owner === undefined ? undefined : attributeOf(owner, "name");
  return name !== undefined && isSecretSetting(name, node.text);
}

function isSecretSetting(name: string, value: string): boolean {
  return !HARMLESS.has(name) && !NAMES_CREDENTIALS.test(name) && isSecretName(name, value);
}
