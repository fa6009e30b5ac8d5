/** A class of InterSystems, however it was written: UDL or XML export. What is generated or volatile is left out. */
export interface ClassDefinition {
  readonly name: string;
  readonly description: string;
  /** Superclasses in order of inheritance, joined by a comma; empty where there is none. */
  readonly superclasses: string;
  /** `Include`, `IncludeGenerator`, `Import` and every keyword, by the vendor's name; switches are `1` or `0`. */
  readonly keywords: Fields;
  readonly members: readonly ClassMember[];
}

/** Sorted by name, each name once. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** Parts of a class, by the names of the XML export; a relationship is a property, a class method is a method. */
export const MEMBER_TYPES = [
  "Parameter",
  "Property",
  "Index",
  "ForeignKey",
  "Projection",
  "Trigger",
  "Query",
  "Method",
  "XData",
  "Storage",
] as const;
export type MemberType = (typeof MEMBER_TYPES)[number];

/** One part of a class. */
export interface ClassMember {
  readonly type: MemberType;
  readonly name: string;
  readonly description: string;
  /** `Type`, `FormalSpec`, `Default`, `Calculated`…: everything that is one line, by the name of the XML export. */
  readonly fields: Fields;
  /** Parameters of its type, such as `MAXLEN`. */
  readonly parameters: Fields;
  /** Code, statement, document or storage definition, without its margins; empty where there is none. */
  readonly body: string;
}
