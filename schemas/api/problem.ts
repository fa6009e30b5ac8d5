import { type Static, Type } from "typebox";

/** Where a request does not fit: a JSON pointer into its body, or a parameter by name. */
export const Misfit = Type.Object({
  in: Type.Union([Type.Literal("body"), Type.Literal("query"), Type.Literal("path")]),
  /** `/engines/0` in a body; the name of a parameter. */
  at: Type.String(),
  detail: Type.String(),
});
export type Misfit = Static<typeof Misfit>;

/** A refusal in the form of RFC 9457. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    /** Of the registry of errors. */
    code: Type.String(),
    /** What to do about it; left out: what the registry says of the code. */
    remedy: Type.Optional(Type.String()),
    /** By which the log knows the request. */
    requestId: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Misfit)),
  },
  { $id: "lockstep/problem@1" },
);
export type Problem = Static<typeof Problem>;
