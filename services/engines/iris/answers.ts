import { Ajv, type ValidateFunction } from "ajv";
import { type Static, type TSchema, Type } from "typebox";
import { LockstepError } from "#services/core/errors";

const Content = <T extends TSchema>(content: T) => Type.Object({ content });

/** What the instance says of itself. */
export const ServerAnswer = Content(
  Type.Object({
    version: Type.String(),
    id: Type.String(),
    api: Type.Number(),
    namespaces: Type.Array(Type.String()),
  }),
);

/** The databases of a namespace, with a hash of the code in each. */
export const NamespaceAnswer = Content(
  Type.Object({
    name: Type.String(),
    db: Type.Array(
      Type.Object({
        name: Type.String(),
        crhash: Type.Optional(Type.String()),
        default: Type.Optional(Type.Unknown()),
        dbsys: Type.Optional(Type.Unknown()),
      }),
    ),
    features: Type.Optional(Type.Array(Type.Object({ name: Type.String(), enabled: Type.Optional(Type.Unknown()) }))),
  }),
);

export const ListedDocument = Type.Object({
  name: Type.String(),
  cat: Type.String(),
  ts: Type.Optional(Type.String()),
  db: Type.Optional(Type.String()),
  gen: Type.Optional(Type.Unknown()),
});
export type ListedDocument = Static<typeof ListedDocument>;

export const DocumentNamesAnswer = Content(Type.Array(ListedDocument));

export const ClassNamesAnswer = Content(Type.Array(Type.String()));

/** A document, or in `status` why it is none. */
export const DocumentAnswer = Type.Object({
  name: Type.String(),
  ts: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  /** True: the content is base64 in chunks. */
  enc: Type.Optional(Type.Unknown()),
  /** Lines; the empty text where there is no such document. */
  content: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Literal("")])),
});
export type DocumentAnswer = Static<typeof DocumentAnswer>;

/** Versions differ in whether the list stands by itself. */
export const DocumentsAnswer = Type.Union([Type.Array(DocumentAnswer), Content(Type.Array(DocumentAnswer))]);

export const Row = Type.Record(Type.String(), Type.Unknown());
export type Row = Static<typeof Row>;

export const RowsAnswer = Content(Type.Array(Row));

const ajv = new Ajv({ strict: false });
const validators = new Map<TSchema, ValidateFunction>();

/** Holds a result against its schema. @throws LockstepError `answer-unexpected` */
export function parseResult<T extends TSchema>(schema: T, result: unknown, origin: string): Static<T> {
  if (fits(schema, result)) return result;
  throw new LockstepError("answer-unexpected", `${origin} answered with something else than this engine does.`);
}

function fits<T extends TSchema>(schema: T, value: unknown): value is Static<T> {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  return validate(value) === true;
}

/** True, 1 or "1": versions differ in how they say yes. */
export function isYes(value: unknown): boolean {
  return value === true || value === 1 || value === "1" || value === "true";
}
