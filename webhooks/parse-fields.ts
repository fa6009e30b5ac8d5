import { Ajv } from "ajv";
import type { Static, TSchema } from "typebox";

const ajv = new Ajv({ strict: false, ownProperties: true });

/** Makes the parser of the few fields that are used of a payload; it gives `undefined` where one of them is not as it should be. */
export function parseFields<T extends TSchema>(schema: T): (payload: unknown) => Static<T> | undefined {
  return (payload) => (ajv.validate<Static<T>>(schema, payload) ? payload : undefined);
}
