import { Type } from "typebox";

/** A list of words, of which there is at least one. */
export const Names = (description: string) => Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description });
