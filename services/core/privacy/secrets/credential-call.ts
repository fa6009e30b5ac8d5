import { isLiteralSecret } from "./is-literal-secret.js";
import { readArguments } from "./read-arguments.js";
import type { SecretRule } from "./secret-rule.js";

/**
 * Literal secrets in calls that are known to take one, such as Mirth's `createDatabaseConnection(driver, url, user, 'x')`:
 * what is called, by how its name ends, and the position of the secret, counted from 0.
 */
const POSITIONS: Readonly<Record<string, number | "last">> = {
  databaseconnection: 3,
  smtpconnection: 5,
  getconnection: "last",
  authentication: "last",
  authenticate: "last",
  login: "last",
  basicauth: "last",
  addidentity: "last",
  hmacutils: "last",
  createhmac: 1,
  cipheriv: 1,
  "aes.encrypt": 1,
  "aes.decrypt": 1,
  hmacsha1: 1,
  hmacsha256: 1,
  hmacsha512: 1,
  hmacmd5: 1,
  hmacsha1hex: 0,
  hmacsha256hex: 0,
  hmacsha512hex: 0,
  "jwt.sign": 1,
  "jwt.verify": 1,
  "ssh.connect": 2,
  "sftp.connect": 2,
  "ftp.connect": 2,
  aes_encrypt: 1,
  aes_decrypt: 1,
  encryptbypassphrase: 0,
  decryptbypassphrase: 0,
};

export const credentialCall: SecretRule = {
  triggers: Object.keys(POSITIONS),
  find(text, at) {
    CALLEE.lastIndex = at;
    const callee = CALLEE.exec(text);
    const position = POSITIONS[callee?.[1]?.toLowerCase() ?? ""];
    if (callee === null || position === undefined) return undefined;
    const { values } = readArguments(text, at + callee[0].length - 1);
    const argument = position === "last" ? (values.length > 1 ? values.length - 1 : -1) : position;
    const secrets = (values[argument] ?? []).filter(({ start, end }) => isLiteralSecret(text.slice(start, end)));
    return secrets.length === 0 ? undefined : { secrets, resumeAt: secrets.at(-1)?.end ?? at };
  },
};

const CALLEE = /([a-z\d_]{1,30}(?:\.[a-z]{1,10})?)\s{0,5}\(/iy;
