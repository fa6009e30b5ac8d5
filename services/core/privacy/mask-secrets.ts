import type { Mask } from "../mask.js";
import { awsSecret } from "./secrets/aws-secret.js";
import { charArray } from "./secrets/char-array.js";
import { commandLines } from "./secrets/command-line.js";
import { connectCall } from "./secrets/connect-call.js";
import { credentialCall } from "./secrets/credential-call.js";
import { formRules } from "./secrets/form-rules.js";
import { insertStatement } from "./secrets/insert-statement.js";
import { knownToken } from "./secrets/known-token.js";
import { namedSecret } from "./secrets/named-secret.js";
import { privateKeyBlock } from "./secrets/private-key-block.js";
import { puttyKeyFile } from "./secrets/putty-key-file.js";
import type { SecretFinding, SecretRule } from "./secrets/secret-rule.js";
import { urlCredentials } from "./secrets/url-credentials.js";
import { replaceSpans, type TextSpan } from "./text-span.js";
import { createTriggerIndex } from "./trigger-index.js";

/**
 * Replaces the secret parts of any text value (script, URL, header, JDBC string, description, JSON) by tokens and leaves
 * the rest readable. References such as `${password}` stay. Its own output comes back unchanged.
 */
export function maskSecretsInText(text: string, mask: Mask): string {
  let masked = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const secrets = findSecrets(masked);
    if (secrets.length === 0) return masked;
    masked = replaceSpans(masked, secrets, (secret) => mask.token(secret));
  }
  return masked;
}

/** What a token uncovers is looked at again, so that a second call finds nothing. */
const MAX_PASSES = 6;

export const SECRET_RULES: readonly SecretRule[] = [
  privateKeyBlock,
  puttyKeyFile,
  knownToken,
  awsSecret,
  urlCredentials,
  namedSecret,
  credentialCall,
  connectCall,
  charArray,
  insertStatement,
  ...commandLines,
  ...formRules,
];

const lookThrough = createTriggerIndex<SecretFinding>(SECRET_RULES);

/** Finds the secret parts of a text; they may overlap. A part of a token of ours is none. */
export function findSecrets(text: string): readonly TextSpan[] {
  const secrets = lookThrough(text).flatMap((finding) => finding.secrets);
  if (secrets.length === 0) return secrets;
  const tokens = findTokens(text);
  return tokens.length === 0 ? secrets : secrets.filter((secret) => !isWithin(secret, tokens));
}

function findTokens(text: string): readonly TextSpan[] {
  return [...text.matchAll(TOKEN)].map(({ index, 0: token }) => ({ start: index, end: index + token.length }));
}

const TOKEN = /(?:masked|digest):[\w.-]{1,64}:[0-9a-f]{32}/g;

function isWithin(secret: TextSpan, tokens: readonly TextSpan[]): boolean {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) < secret.end) low = middle + 1;
    else high = middle;
  }
  const token = tokens[low];
  return token !== undefined && token.start <= secret.start;
}
