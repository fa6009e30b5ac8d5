import { type Static, Type } from "typebox";

/** What a place in a file is. */
export const RuleMeaning = Type.Union(
  [
    Type.Literal("volatile"),
    Type.Literal("cosmetic"),
    Type.Literal("environment"),
    Type.Literal("secret"),
    Type.Literal("unverifiable"),
    Type.Literal("order"),
    Type.Literal("set"),
    Type.Literal("identity"),
    Type.Literal("nested"),
    Type.Literal("text"),
    Type.Literal("must-match"),
  ],
  {
    description:
      "volatile: kept beside the snapshot as provenance, never a difference; cosmetic: not kept; environment: compared, and said to differ between nodes; secret: masked, and compared by token; unverifiable: a secret in a form that cannot be compared; order: the order of the children means something; set: it means nothing; identity: what tells the children apart; nested: a document written as text inside another; text: a script, kept in a file of its own; must-match: a failover cannot work while nodes differ here, for the reason in `why`",
  },
);
export type RuleMeaning = Static<typeof RuleMeaning>;

const Pattern = Type.String({ minLength: 1, maxLength: 300 });
const Expression = Type.String({ minLength: 1, maxLength: 300, description: "regular expression over the value" });
const Fields = Type.Array(Pattern, {
  minItems: 1,
  description: "paths of the fields that tell children apart, joined; `id|name` takes the first that is there",
});

export const PackRule = Type.Object(
  {
    at: Type.String({
      minLength: 1,
      maxLength: 300,
      description: "path below the artefact: names joined by `/`; `*` is part of a name, `**` any number of names",
    }),
    is: RuleMeaning,
    kinds: Type.Optional(Type.Array(Pattern, { minItems: 1, description: "kinds it holds for; left out: all" })),
    value: Type.Optional(Expression),
    key: Type.Optional(Fields),
    as: Type.Optional(
      Type.String({ pattern: "^[a-z0-9]{1,10}$", description: "of nested: xml or json; of text: the extension" }),
    ),
    why: Type.Optional(Type.String({ description: "the reason, for whoever reviews the pack" })),
  },
  { additionalProperties: false },
);
export type PackRule = Static<typeof PackRule>;

export const FileFormat = Type.Union([
  Type.Literal("xml"),
  Type.Literal("json"),
  Type.Literal("yaml"),
  Type.Literal("ini"),
  Type.Literal("properties"),
  Type.Literal("cpf"),
  Type.Literal("tcl-list"),
  Type.Literal("lines"),
  Type.Literal("text"),
  Type.Literal("binary"),
]);
export type FileFormat = Static<typeof FileFormat>;

export const PackDocument = Type.Object(
  {
    match: Type.String({ minLength: 1, description: "glob of the files; the first that fits counts" }),
    kind: Type.String({ description: "kind of the artefact that the file, or what is left of it, becomes" }),
    format: Type.Optional(FileFormat),
    unwrap: Type.Optional(
      Type.Literal(true, { description: "a list's item that is an object of one property is that property" }),
    ),
    dropLines: Type.Optional(
      Type.Array(Expression, {
        description: "of text: lines that are never a difference, such as a banner with the time",
      }),
    ),
    references: Type.Optional(
      Type.Object(
        {
          id: Type.Array(Pattern, { minItems: 1, description: "fields that hold an object's id" }),
          name: Type.String({ description: "field that holds its name, which stands wherever its id is spoken of" }),
        },
        {
          additionalProperties: false,
          description: "ids that mean nothing by themselves, and change when a file is imported",
        },
      ),
    ),
    items: Type.Optional(
      Type.Array(
        Type.Object(
          {
            at: Pattern,
            kind: Type.String(),
            key: Fields,
            name: Type.Optional(Type.String({ description: "path of what a person calls it; left out: its key" })),
          },
          { additionalProperties: false },
        ),
        { description: "parts of the file that are artefacts of their own" },
      ),
    ),
  },
  { additionalProperties: false },
);
export type PackDocument = Static<typeof PackDocument>;

const CONCEPTS = [
  "interface",
  "endpoint",
  "filter",
  "transform",
  "route",
  "rule",
  "lookup",
  "schedule",
  "credential",
  "certificate",
  "licence",
  "code",
  "schema",
  "setting",
  "access",
  "alert",
  "platform",
  "other",
] as const;

export const PackKind = Type.Object(
  {
    folder: Type.String({ pattern: "^[a-z0-9][a-z0-9-]*$", description: "folder of its artefacts in Git" }),
    title: Type.String({ description: "what a person calls one" }),
    concept: Type.Union(
      CONCEPTS.map((concept) => Type.Literal(concept)),
      {
        description: "what it is whatever the product",
      },
    ),
    interface: Type.Optional(
      Type.Literal(true, { description: "it carries messages, and so has a tier and a flow of its own" }),
    ),
  },
  { additionalProperties: false },
);
export type PackKind = Static<typeof PackKind>;

/** Two versions of one file, and whether they differ. */
export const PackCase = Type.Object(
  {
    title: Type.String({ description: "the claim, as a sentence" }),
    file: Type.String({ description: "path of the file" }),
    a: Type.String(),
    b: Type.String(),
    expect: Type.Union([Type.Literal("same"), Type.Literal("different")]),
    labels: Type.Optional(Type.Array(Type.String(), { description: "of different: what a person reads, all of it" })),
    hides: Type.Optional(Type.Array(Type.String(), { description: "texts that must not be kept anywhere" })),
  },
  { additionalProperties: false },
);
export type PackCase = Static<typeof PackCase>;

/** What the files of one make of engine mean: data, reviewed and tested like code. */
export const RulePack = Type.Object(
  {
    pack: Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,62}$", description: "its name" }),
    version: Type.Integer({ minimum: 1, description: "raised with every change of meaning" }),
    title: Type.String({ description: "the files in words" }),
    include: Type.Array(Pattern, { minItems: 1, description: "globs of the files to read" }),
    exclude: Type.Optional(Type.Array(Pattern, { description: "globs of files to leave out" })),
    digest: Type.Optional(
      Type.Array(Pattern, { description: "globs of files of which size and keyed digest alone are kept" }),
    ),
    kinds: Type.Record(Type.String({ pattern: "^[a-z][a-z0-9-]{0,62}$" }), PackKind, {
      description: "every kind of artefact that comes of the files",
    }),
    documents: Type.Array(PackDocument, {
      minItems: 1,
      description: "what each file is; the last must fit every file",
    }),
    rules: Type.Array(PackRule, { description: "what each place in a file is" }),
    titles: Type.Optional(
      Type.Record(Type.String(), Type.String(), { description: "what a person calls a name of the files" }),
    ),
    cases: Type.Array(PackCase, { description: "what must be no difference, and what must be one" }),
  },
  { $id: "lockstep/rule-pack@1", additionalProperties: false },
);
export type RulePack = Static<typeof RulePack>;
