import type { ErrorObject } from "ajv";

/** Says in plain words which rule of a schema a value breaks, as the end of a sentence about it. */
export function describeRule({ keyword, params, schema, message }: ErrorObject): string {
  switch (keyword) {
    case "type":
      return `must be ${KINDS[String(params["type"])] ?? String(params["type"])}`;
    case "pattern":
      return FORMS[String(schema)] ?? "has not the form that belongs there";
    case "format":
      return "must be an instant such as 2026-11-23T08:00:00Z";
    case "minLength":
      return "must not be empty";
    case "maxLength":
      return `is longer than ${String(params["limit"])} characters`;
    case "minItems":
      return `must hold at least ${String(params["limit"])} of them`;
    case "maxItems":
      return `must hold at most ${String(params["limit"])} of them`;
    case "minimum":
      return `must be at least ${String(params["limit"])}`;
    case "maximum":
      return `must be at most ${String(params["limit"])}`;
    case "const":
      return `must be ${JSON.stringify(schema)}`;
    default:
      return message ?? "is not valid";
  }
}

const KINDS: Readonly<Record<string, string>> = {
  array: "a list: each entry on a line of its own, after `- `",
  object: "a group of keys, each with its value",
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

const PLAIN_NAME = "may hold small letters, digits and hyphens alone";
const A_DAY = "must be a day, YYYY-MM-DD";

/** The patterns of the governed files; `test/core/describe-rule.test.ts` holds that none is without words. */
const FORMS: Readonly<Record<string, string>> = {
  "^(https?|ssh)://": "must begin with https://, http:// or ssh://",
  "^[A-Za-z0-9_. -]+(/[A-Za-z0-9_. -]+){1,2}$":
    "must be owner/name, or organisation/project/name on azure-devops, without the address of the host",
  "^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$": "must be the name of a branch, for example main",
  "^[A-Za-z0-9][A-Za-z0-9@._/\\\\ -]{0,127}$":
    "must be an account or a team as the Git host names it, without an @ in front: p.lowe, example-trust/cab",
  "^[A-Za-z0-9][A-Za-z0-9 :._-]{0,49}$": "must be a label of at most 50 letters, digits, spaces and : . _ -",
  "^https?://": "must begin with http:// or https://",
  "^[A-Z][A-Z0-9_]*$": "must be the name of an environment variable: capital letters, digits and underscores",
  "^\\d{4}-\\d{2}-\\d{2}$": A_DAY,
  "^/": "must be a path that begins with /",
  "^(/[^/]+)+$": "must be a path such as /number, from the top of the ticket",
  "^sha256:[0-9a-f]{64}$": "must be a digest: sha256: and 64 digits, as Lockstep prints it",
  "^SHA256:[A-Za-z0-9+/]{43}=?$": "must be a fingerprint as `ssh-keygen -lf` writes it: SHA256: and 43 characters",
  "^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$": "must be a SHA-256 fingerprint: 32 pairs of digits, with colons between",
  "^ssh-ed25519 [A-Za-z0-9+/]{68}=?=?( [\\x21-\\x7e]{1,100})?$":
    "must be a public key on one line, as `lockstep collect key` prints it: ssh-ed25519 and what follows",
  "^[A-Z0-9]{3,10}$": "must be an ODS code: three to ten capital letters and digits, such as RX1",
  "^[a-z0-9]{1,16}$": "must be one to sixteen small letters and digits",
  "^[a-z0-9]{1,10}$": "must be one to ten small letters and digits",
  "^[a-z0-9][a-z0-9-]*$": PLAIN_NAME,
  "^[a-z0-9][a-z0-9-]{0,62}$": PLAIN_NAME,
  "^[a-z][a-z0-9-]{0,62}$": PLAIN_NAME,
};
