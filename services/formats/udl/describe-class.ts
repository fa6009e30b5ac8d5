import type { ClassDefinition } from "./class-definition.js";
import { sortFields } from "./fields.js";

/**
 * Leaves out of a class what says nothing: `DependsOn` and the times are derived, a copyright is a comment, a class is in procedure blocks unless
 * told otherwise, and an empty class type is none.
 */
export function describeClass(definition: ClassDefinition): ClassDefinition {
  const keywords = definition.keywords.filter(([name, value]) => !DERIVED.has(name) && !isDefault(name, value));
  return { ...definition, keywords: sortFields(keywords) };
}

const DERIVED = new Set(["Copyright", "DependsOn", "TimeChanged", "TimeCreated"]);

function isDefault(name: string, value: string): boolean {
  return (name === "ProcedureBlock" && value === "1") || value === "";
}
