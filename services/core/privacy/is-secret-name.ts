import { isPlainSetting } from "./is-plain-setting.js";

/**
 * Says whether a map key, header, property or variable of this name holds a secret: `smtpPassword`, `X-Api-Key`,
 * `db.pass.live`, `RIS_PW_NAME`; not `primaryKey`, `passThrough`, `tokenizer`. Where a name may as well tell something
 * about a secret (`tokenUrl`, `PasswordDate`) its value decides. In doubt it says yes: a masked value is still compared,
 * a leaked one is not taken back.
 */
export function isSecretName(name: string, value?: string): boolean {
  if (!MAY_BE_SECRET.test(name)) return false;
  const words = wordsOf(name.slice(-MAX_NAME_LENGTH));
  const thing = withoutQualifiers(words);
  if (!thing.some((word, index) => isSecretWord(word, thing, index))) return false;
  const last = thing.at(-1) ?? "";
  if (ABOUT_A_SECRET.has(last)) return value !== undefined && !isPlainSetting(value, "words-too");
  return !(MAY_BE_ABOUT.has(last) && value !== undefined && isPlainSetting(value, "figures-only"));
}

/** Of a longer name the end decides. */
const MAX_NAME_LENGTH = 256;

/** Holds for every secret name, and for few others: most names are turned away here. */
const MAY_BE_SECRET =
  /pass|pw|secret|token|cred|key|auth|pin|psk|jwt|bearer|cookie|jsession|kennwort|wachtwoord|senha|contrase/i;

/** Last words that turn a secret into something about it, unless the value looks like a secret all the same. */
const ABOUT_A_SECRET = new Set(
  (
    "url uri urls endpoint host port requirement requirements policy policies field fields label labels length size min max " +
    "minimum maximum expiry expires expire expiration expired age path location dir directory folder file filename " +
    "required enabled disabled visible hidden prompt error errors message messages invalid valid count index column col " +
    "param parameter header algorithm format provider service manager store factory handler validator validation " +
    "ttl lifetime duration retries strength rule rules position scope scopes issuer audience placeholder generator builder " +
    "element node xpath regex pattern delimiter separator type types through user username login email domain realm"
  ).split(" "),
);

/** Last words that may speak of a secret or be one: only a figure, a date or a place is taken for the former. */
const MAY_BE_ABOUT = new Set("name names history date time timestamp reset change changed hint".split(" "));

/** Which one it is, and not what: `pass_live`, `password-old`, `tokenValue`. */
const QUALIFIERS = new Set(
  (
    "live prod production test tst testing dev development uat sit train training staging stage demo dr primary secondary " +
    "standby old new current previous next backup bak temp tmp default value val text string str plain clear raw encrypted " +
    "enc encoded base a b c d x y z"
  ).split(" "),
);

const SECRET_WORDS = new Set(
  (
    "password passwords passwd passphrase passphrases passcode passkey passwort pw pwd pwds secret secrets cred creds dbpw pin " +
    "pincode token tokens credential credentials psk jwt bearer apikey authorization kennwort wachtwoord senha motdepasse " +
    "contrasena contrase"
  ).split(" "),
);

/** Secret only where they end the name: `proxyAuth`, `session_cookie`. */
const SECRET_LAST_WORDS = new Set("auth cookie jsessionid".split(" "));

/** Words after which a pass is no password, and words before which it is none. */
const AFTER_OTHER_PASS = new Set(
  "through thru along over by on off fail failed failure count rate ratio mark marks percentage criteria number filter all band".split(
    " ",
  ),
);
const BEFORE_OTHER_PASS = new Set("first second third two multi single high low band".split(" "));

/** Words that make the `key` after them a secret one. */
const SECRET_KEY_OWNERS = new Set(
  (
    "api private priv enc client secret access account shared encryption decryption signing master symmetric subscription " +
    "auth functions function hmac aes des pbe storage ssh rsa pgp gpg crypto cipher session consumer webhook licence license"
  ).split(" "),
);

/** Names written in one word, such as `dbpassword`, `clientsecret`, `x-authtoken`, `livepass`. */
const GLUED =
  /password|passwd|passphrase|(?:pwd|secret|token|credentials?|storepw|keypw|dbpw|(?:api|private|secret|access|shared|account)key)$|(?<!^(?:by|com|band|sur|tres|over|under|encom|im))pass$/;

function isSecretWord(word: string, words: readonly string[], index: number): boolean {
  const before = words[index - 1] ?? "";
  const after = words[index + 1] ?? "";
  if (SECRET_WORDS.has(word)) return true;
  if (SECRET_LAST_WORDS.has(word)) return after === "";
  if (word === "pass") return !AFTER_OTHER_PASS.has(after) && !BEFORE_OTHER_PASS.has(before);
  if (word === "passe") return before === "de";
  if (word === "key") return SECRET_KEY_OWNERS.has(before);
  return GLUED.test(word);
}

/** Splits at case changes, digits and punctuation: `keyStorePW`, `key_store.pw` and `Key-Store PW` are three words each. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

function withoutQualifiers(words: readonly string[]): readonly string[] {
  const end = words.findLastIndex((word) => !QUALIFIERS.has(word));
  return end === -1 ? words : words.slice(0, end + 1);
}
