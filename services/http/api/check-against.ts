import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Misfit } from "#schemas/api/problem";
import type { JsonObject } from "./api-schema.js";
import { pathOf } from "./describe-api.js";
import type { Operation } from "./operation.js";

/** Holds what comes in and what goes out against the description of the API itself. */
export interface ApiChecker {
  body(operation: Operation, value: unknown): readonly Misfit[];
  parameters(
    operation: Operation,
    where: "query" | "path",
    values: Readonly<Record<string, unknown>>,
  ): readonly Misfit[];
  /** Where an answer does not fit, as a pointer and why; `undefined` where it does. */
  answer(operation: Operation, value: unknown): string | undefined;
}

/** Opens the checks of a description. Each is compiled when it is asked for the first time. */
export function checkAgainst(description: JsonObject): ApiChecker {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateSchema: false });
  addFormats.default(ajv);
  ajv.addSchema(description, "api");
  const compiled = new Map<string, ValidateFunction>();
  // What a view keeps is given many times, and is the same each time.
  const fitting = new WeakMap<object, string>();

  function compile(pointer: readonly string[]): ValidateFunction {
    const ref = `api#/${pointer.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
    const known = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, known);
    return known;
  }

  function misfits(check: ValidateFunction, value: unknown, where: Misfit["in"]): readonly Misfit[] {
    if (check(value)) return [];
    return (check.errors ?? []).map((error) => ({ in: where, at: placeOf(error), detail: error.message ?? "" }));
  }

  return {
    body: (operation, value) =>
      misfits(compile([...placeOfOperation(operation), "requestBody", ...JSON_SCHEMA]), value, "body"),
    parameters(operation, where, values) {
      const described = parametersOf(description, operation).filter((parameter) => parameter["in"] === where);
      const known = described.map(({ name }) => name);
      const stray = Object.keys(values).filter((name) => !known.includes(name));
      const strange = stray.map((name) => ({ in: where, at: name.slice(0, 60), detail: "is not known here" }));
      const found = described.flatMap(({ name, index }) => {
        if (values[name] === undefined) return [];
        const check = compile([...placeOfOperation(operation), "parameters", String(index), "schema"]);
        return misfits(check, values[name], where).map((misfit) => ({ ...misfit, at: name }));
      });
      return [...strange, ...found];
    },
    answer(operation, value) {
      if (typeof value === "object" && value !== null && fitting.get(value) === operation.id) return undefined;
      const status = String(operation.status ?? 200);
      const check = compile([...placeOfOperation(operation), "responses", status, ...contentOf(operation)]);
      if (check(value)) {
        if (typeof value === "object" && value !== null) fitting.set(value, operation.id);
        return undefined;
      }
      const [first] = check.errors ?? [];
      return first === undefined ? "/" : `${first.instancePath || "/"} ${first.message ?? ""}`;
    },
  };
}

const JSON_SCHEMA = ["content", "application/json", "schema"];

function contentOf({ streams }: Operation): readonly string[] {
  return streams === true ? ["content", "text/event-stream", "schema"] : JSON_SCHEMA;
}

function placeOfOperation(operation: Operation): readonly string[] {
  return ["paths", pathOf(operation), operation.method];
}

interface DescribedParameter {
  readonly name: string;
  readonly in: string;
  readonly index: number;
}

function parametersOf(description: JsonObject, operation: Operation): readonly DescribedParameter[] {
  const paths = description["paths"] as Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  const listed = paths[pathOf(operation)]?.[operation.method]?.["parameters"];
  const parameters = Array.isArray(listed) ? (listed as readonly JsonObject[]) : [];
  return parameters.map((parameter, index) => ({
    name: textIn(parameter, "name"),
    in: textIn(parameter, "in"),
    index,
  }));
}

function textIn(parameter: JsonObject, name: string): string {
  const text = parameter[name];
  return typeof text === "string" ? text : "";
}

/** Where it is too much or too little, the name of what is. */
function placeOf({ instancePath, params, keyword }: ErrorObject): string {
  const { additionalProperty, missingProperty } = params as Readonly<Record<string, unknown>>;
  const name = keyword === "required" ? missingProperty : additionalProperty;
  return typeof name === "string" ? `${instancePath}/${name.slice(0, 60)}` : instancePath || "/";
}
