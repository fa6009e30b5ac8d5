/**
 * Says whether a value is data about somebody and not a reference that the engine fills in (`${surname}`, `$('dob')`,
 * `" + name + "`), a token of ours or a type: two letters or three digits must be left without those.
 */
export function isLiteralData(value: string): boolean {
  const literal = withoutReferences(value);
  return /\p{L}[\p{L}' .-]*\p{L}|\d{3}/u.test(literal) && !PLACEHOLDER.test(literal.trim());
}

/** What is left of a value without references and tokens of ours; `filler` stands for each of their characters. */
export function withoutReferences(value: string, filler = ""): string {
  return value.replace(REFERENCE, (reference) => filler.repeat(reference.length));
}

const REFERENCE =
  /\$\{[^{}]{0,200}\}|\{\{[^{}]{0,200}\}\}|\$[a-z]{0,3}\([^()]{0,200}\)|\\?["']\s{0,10}\+[^"']{0,200}(?:\+\s{0,10}\\?["']|$)|(?:masked|digest):[\w.-]{1,64}:[0-9a-f]{32}|%[A-Z_]{2,60}%/g;
const PLACEHOLDER =
  /^(?:string|null|undefined|true|false|unknown|none|not known|test|example|(?:patient |family |given |first |last |sur|fore)?names?|surname|forename|(?:patient )?id|dob|date|nhs|nhs number|mrn|chi|x+|\?+|0+|1234567890)$/i;
