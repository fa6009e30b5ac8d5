import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { TSchema } from "typebox";

/** Whether a value has the form of `T`, and what the last one lacked. */
export interface FormCheck<T> {
  (value: unknown): value is T;
  readonly faults: () => readonly ErrorObject[];
}

/**
 * Makes the check of a schema. It is compiled when it is first asked: a command reads few of all the documents that it could, and
 * compiling the checks of all of them took a third of its start.
 */
export function formOf<T>(schema: TSchema): FormCheck<T> {
  let compiled: ValidateFunction<T> | undefined;
  const fits = (value: unknown): value is T => {
    // The schemas are ours and tested: holding each against the form of schemas would cost more than compiling it, and so would
    // shortening what was compiled.
    compiled ??= new Ajv({ strict: false, validateSchema: false, code: { optimize: false } }).compile<T>(schema);
    return compiled(value);
  };
  return Object.assign(fits, { faults: () => compiled?.errors ?? [] });
}
