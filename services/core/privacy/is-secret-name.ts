/**
 * Says whether a map key, header, property or variable of this name holds a secret: `smtpPassword`, `X-Api-Key`,
 * `client.secret`, `keyStorePW`; not `tokenUrl`, `passwordRequirements`, `primaryKey`, `passThrough`, `tokenizer`.
 * In doubt it says yes: a masked value is still compared, a leaked one is not taken back.
 */
export function isSecretName(name: string): boolean {
  if (!MAY_BE_SECRET.test(name)) return false;
  const words = splitWords(name.slice(-MAX_NAME_LENGTH));
  const last = words.at(-1);
  if (last === undefined || ABOUT_A_SECRET.has(last)) return false;
  return words.some((word, index) => isSecretWord(word, words[index - 1], index === words.length - 1));
}

/** Of a longer name the end decides. */
const MAX_NAME_LENGTH = 256;

/** Holds for every secret name, and for few others: most names are turned away here. */
const MAY_BE_SECRET = /pass|pw|secret|token|cred|key|auth|pin|psk|jwt|bearer|cookie|jsession/i;

/** Last words that turn a secret into something about it. */
const ABOUT_A_SECRET = new Set(
  (
    "url uri urls endpoint host port requirement requirements policy policies field fields label labels length size min max " +
    "minimum maximum expiry expires expire expiration expired age path location dir directory folder file filename reset " +
    "required enabled disabled visible hidden prompt error errors message messages invalid valid count index column col " +
    "param parameter header algorithm format provider service manager store factory handler validator validation history " +
    "changed change date time timestamp ttl lifetime duration retries hint strength rule rules position scope scopes issuer " +
    "audience placeholder generator builder element node xpath regex pattern delimiter separator type types name names " +
    "through"
  ).split(" "),
);

const SECRET_WORDS = new Set(
  "password passwords passwd passphrase passcode passkey pwd secret secrets cred creds dbpw pincode token credential credentials psk jwt bearer apikey authorization".split(
    " ",
  ),
);

/** Secret only where they end the name: `dbPass`, `keyStorePW`, `cardPin`. */
const SECRET_LAST_WORDS = new Set("pass pw pin auth cookie jsessionid".split(" "));

/** Words that make the `key` after them a secret one. */
const SECRET_KEY_OWNERS = new Set(
  "api private priv enc client secret access account shared encryption decryption signing master symmetric subscription auth functions function hmac aes des pbe storage ssh rsa pgp gpg".split(
    " ",
  ),
);

/** Names written in one word, such as `dbpassword`, `clientsecret`, `x-authtoken`. */
const GLUED =
  /password|passwd|passphrase|(?:pwd|secret|token|credentials?|storepass|keypass|storepw|keypw|(?:api|private|secret|access|shared|account)key)$/;

function isSecretWord(word: string, before: string | undefined, isLast: boolean): boolean {
  if (SECRET_WORDS.has(word) || (isLast && SECRET_LAST_WORDS.has(word))) return true;
  if (word === "key") return before !== undefined && SECRET_KEY_OWNERS.has(before);
  if (before === "pass" && (word === "phrase" || word === "word")) return true;
  return GLUED.test(word);
}

/** Splits at case changes, digits and punctuation: `keyStorePW`, `key_store.pw` and `Key-Store PW` are three words each. */
function splitWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}
