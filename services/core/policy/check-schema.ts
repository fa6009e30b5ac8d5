import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import type { TSchema } from "typebox";
import { redactForLog } from "../privacy/redact.js";
import { escapeText } from "../text/escape-text.js";
import { suggestWord } from "../text/suggest-word.js";
import { describeRule } from "./describe-rule.js";
import type { GovernedProblem } from "./governed-problem.js";

/** What does not fit a schema: where, in words for whoever wrote it, and what to do. */
export type SchemaProblem = Omit<GovernedProblem, "file">;

// The schemas are ours and tested: to hold each against the form of schemas, and to shorten code that is run once, takes longer than the check.
const OURS = { validateSchema: false, code: { optimize: false } } as const;
const ajv = addFormats.default(new Ajv({ ...OURS, allErrors: true, strict: false, verbose: true }), ["date-time"]);

/** Holds what people wrote against a schema: every problem at once, each told once. A value that may be a secret is not shown. */
export function checkSchema(value: unknown, schema: TSchema): SchemaProblem[] {
  if (ajv.validate(schema, value)) return [];
  const errors = ajv.errors ?? [];
  const choices = errors.filter((error) => choicesOf(error) !== undefined);
  const isToldAsChoice = ({ keyword, instancePath }: ErrorObject): boolean =>
    keyword === "const" && choices.some((choice) => choice.instancePath === instancePath);
  return errors
    .filter((error) => (error.keyword !== "anyOf" || choices.includes(error)) && !isToldAsChoice(error))
    .map((error) => ({
      path: error.instancePath || "/",
      message: describeError(error),
      remedy: `${meantBy(error)}${remedyFor(error)}`,
    }));
}

/** The words of a union that is a plain choice between words. */
function choicesOf({ keyword, schema }: ErrorObject): string[] | undefined {
  if (keyword !== "anyOf" || !Array.isArray(schema)) return undefined;
  const words = schema.map((branch: { const?: unknown }) => branch.const);
  return words.every((word) => typeof word === "string") ? words : undefined;
}

function describeError(error: ErrorObject): string {
  const { keyword, params } = error;
  if (keyword === "additionalProperties") return `has the unknown key ${quoted(String(params["additionalProperty"]))}`;
  if (keyword === "required") return `lacks '${String(params["missingProperty"])}'`;
  const choices = choicesOf(error);
  const rule = choices === undefined ? describeRule(error) : `is not one of ${choices.join(", ")}`;
  return `${shownValue(error)} ${rule}`.trim();
}

/** The value, where it can be shown: somebody may have written a password where its variable's name belongs. */
function shownValue(error: ErrorObject): string {
  if (/pass|secret|key/i.test(error.instancePath)) return "the value";
  const isScalar = typeof error.data === "string" || typeof error.data === "number" || typeof error.data === "boolean";
  // A text where none belongs may be anything: somebody's password, too.
  if (!isScalar || (error.keyword === "type" && typeof error.data === "string")) return "the value";
  return escapeText(JSON.stringify(redactForLog(error.data)).slice(0, 80));
}

function quoted(key: string): string {
  return `'${escapeText(String(redactForLog(key)).slice(0, 80))}'`;
}

/** The word or key that was probably meant. */
function meantBy(error: ErrorObject): string {
  const isKey = error.keyword === "additionalProperties";
  const written: unknown = isKey ? error.params["additionalProperty"] : error.data;
  const known = isKey ? keysOf(error.parentSchema) : (choicesOf(error) ?? []);
  const meant = typeof written === "string" ? suggestWord(written, known) : undefined;
  return meant === undefined ? "" : `Did you mean '${meant}'? `;
}

function keysOf(schema: ErrorObject["parentSchema"]): readonly string[] {
  const properties: unknown = schema?.["properties"];
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}

function remedyFor({ parentSchema, keyword }: ErrorObject): string {
  const description: unknown = parentSchema?.["description"];
  if (typeof description === "string") return `What it is for: ${description}.`;
  if (keyword !== "additionalProperties") return "See docs/configuration.md.";
  const keys = keysOf(parentSchema);
  return keys.length === 0 ? "Check the spelling against docs/configuration.md." : `There are: ${keys.join(", ")}.`;
}
