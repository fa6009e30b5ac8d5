import { isSecretName } from "#services/core/privacy/is-secret-name";

/** What stands for a secret that the engine does not show, or that it encrypts differently each time. */
export const UNVERIFIABLE = "set, and not shown";

/** `secret`: masked, and compared. `unverifiable`: nothing to compare, only that it is set. */
export type SecretClass = "secret" | "unverifiable" | undefined;

/**
 * Says what a value is by the name it stands under. Rhapsody keeps passwords as ciphertext that differs from engine to engine
 * for the same password, and shows encrypted values as asterisks: neither equal nor different can be said of those. A value
 * that is nothing but a variable, `$(AdtPassword)`, is none.
 */
export function secretClass(name: string, value: string): SecretClass {
  if (value === "" || value === UNVERIFIABLE || isVariable(value)) return undefined;
  if (isHidden(value)) return "unverifiable";
  if (PASSWORD.test(name) && !ABOUT_PASSWORDS.test(name) && !isSwitch(value)) return "unverifiable";
  if (USER_NAME.test(name)) return isCiphertext(value) ? "unverifiable" : undefined;
  if (!isSecretName(name, value)) return undefined;
  return isCiphertext(value) ? "unverifiable" : "secret";
}

/** What the engine shows in place of an encrypted value. */
export function isHidden(value: string): boolean {
  return /^\*{4,}$/.test(value);
}

const PASSWORD = /(?:password|passphrase|passwd|pwd)(?:value|text)?$/i;
/** What is done about passwords. */
const ABOUT_PASSWORDS = /^(?:check|verify|validate|require|change|reset)_?password$/i;
const USER_NAME = /^user_?(?:name|id)?$/i;

/** Nothing but a variable, `$(AdtPassword)`. */
export function isVariable(value: string): boolean {
  return /^\$\([^()]{1,200}\)$/.test(value);
}

function isSwitch(value: string): boolean {
  return /^(?:true|false)$/i.test(value);
}

/** Base64 of bytes that are no text. */
export function isCiphertext(value: string): boolean {
  if (value.length < 8 || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  const binary = atob(value);
  for (let at = 0; at < binary.length; at += 1) {
    const code = binary.charCodeAt(at);
    if (code > 126 || (code < 32 && !/[\t\r\n]/.test(binary.charAt(at)))) return true;
  }
  return false;
}
