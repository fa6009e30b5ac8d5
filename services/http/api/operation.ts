import type { Static, TProperties, TSchema } from "typebox";
import type { JobQueue } from "#services/ports/job-queue";
import type { FileContent, Refusal, Stream } from "../answer.js";
import type { Call, EngineCall, EstateCall, Method, Route } from "../route.js";
import type { ServedEstate } from "../served-estate.js";

/** What the API answers with, beside the estates themselves. */
export interface ApiContext {
  readonly estates: readonly ServedEstate[];
  readonly queue: Pick<JobQueue, "add" | "atWork" | "failed" | "counts" | "schedules">;
  /** Whether jobs name their estate. */
  readonly areSeveral: boolean;
}

interface Calls {
  readonly service: Call;
  readonly estate: EstateCall;
  readonly engine: EngineCall;
}

/** Groups of operations, in the order in which the description lists them. */
export type ApiTag = "estates" | "engines" | "runs" | "decisions" | "records" | "evidence" | "keeping";

/** A value to be given. It is made only where whoever asks has not got it yet. */
export interface Given<T> {
  readonly kind: "given";
  readonly value: () => T | Promise<T>;
  /** Names the value; left out: it is not to be kept. */
  readonly mark?: string;
  /** The cursor of what follows, of a part of a list. */
  readonly next?: string | null;
  /** Where what was asked for is found from now on. */
  readonly location?: string;
}

/**
 * One thing that programs can ask for, as a row of data: the route, the description and the checks of what comes in and goes out are all made
 * of it.
 */
export interface Operation<
  On extends keyof Calls = keyof Calls,
  Query extends TProperties = TProperties,
  Body extends TSchema = TSchema,
  Gives extends TSchema = TSchema,
> {
  /** Its name in the description, for example `listRuns`. */
  readonly id: string;
  readonly tag: ApiTag;
  /** One sentence. */
  readonly says: string;
  readonly method: Method;
  /** Below `/api/v1`, with `:name` for what is filled in. */
  readonly path: string;
  readonly on: On;
  readonly permission: Route["permission"];
  /** Parameters of the query, by name. Those of a type that is no string are read as it. */
  readonly query?: Query;
  /** What is filled into the path beside estate and engine, by name. */
  readonly params?: TProperties;
  /** What its body is; left out where it takes none. */
  readonly body?: Body;
  /** What its answer is; of a stream, the data of each event. */
  readonly gives: Gives;
  /** Default 200. */
  readonly status?: 200 | 201 | 202;
  /** It gives server-sent events. */
  readonly streams?: true;
  /** It gives a file of this media type, in the place of JSON. */
  readonly givesFile?: string;
  handle(
    call: Calls[On],
    asked: { readonly query: AskedQuery<Query>; readonly body: Static<Body> },
    context: ApiContext,
  ):
    | Promise<Given<Static<Gives>> | FileContent | Refusal | Stream>
    | Given<Static<Gives>>
    | FileContent
    | Refusal
    | Stream;
}

type AskedQuery<Query extends TProperties> = { readonly [Name in keyof Query]?: Static<Query[Name]> };

/** Lets a row be written with its types, and a list of rows forget them. */
export function operation<
  On extends keyof Calls,
  Gives extends TSchema,
  Query extends TProperties = TProperties,
  Body extends TSchema = TSchema,
>(row: Operation<On, Query, Body, Gives>): Operation {
  return row as Operation;
}

/** Gives a value. */
export function give<T>(value: T | (() => T), more: Omit<Given<T>, "kind" | "value"> = {}): Given<T> {
  return { kind: "given", value: typeof value === "function" ? (value as () => T) : () => value, ...more };
}
