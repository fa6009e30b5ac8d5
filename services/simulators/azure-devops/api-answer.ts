/** What a route answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request as a route sees it. */
export interface ApiQuestion {
  /** The parts of the path that the route leaves open, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export function ok(body: unknown, status = 200): ApiAnswer {
  return { status, body };
}

/** A list, in the form that all of them have. */
export function list(value: readonly unknown[]): ApiAnswer {
  return ok({ count: value.length, value });
}

/** A page of a list, by `$top` and `$skip`. */
export function page(rows: readonly unknown[], query: URLSearchParams): ApiAnswer {
  const [top, skip] = [Number(query.get("$top") ?? "100"), Number(query.get("$skip") ?? "0")];
  return list(rows.slice(skip, skip + top));
}

/** A refusal in the form of the host. */
export function refuse(status: number, typeKey: string, message: string): ApiAnswer {
  const typeName = `Microsoft.VisualStudio.Services.${typeKey}`;
  return { status, body: { $id: "1", innerException: null, message, typeName, typeKey, errorCode: 0, eventId: 3000 } };
}
