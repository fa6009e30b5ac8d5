import { LockstepError } from "#services/core/errors";

/** Where an item of an export stands. */
export interface Place {
  /** Left out for files: they do not say which namespace they go to. */
  readonly namespace?: string;
  /** For messages. */
  readonly origin: string;
}

/** A key that holds within one instance: names of documents repeat over namespaces. */
export function keyIn({ namespace }: Place, key: string): string {
  return namespace === undefined ? key : `${namespace}/${key}`;
}

/** `INTEROP/Demo.Rule.Router.cls` → namespace and document. */
export function splitOrigin(origin: string): { readonly namespace: string; readonly document: string } {
  const slash = origin.indexOf("/");
  if (slash <= 0) throw malformed(origin, 1, "its name does not begin with a namespace");
  return { namespace: origin.slice(0, slash), document: origin.slice(slash + 1) };
}

export function malformed(origin: string, line: number, reason: string): LockstepError {
  return new LockstepError("export-malformed", `${origin} is malformed at line ${line}: ${reason}.`, {
    details: { origin, line, reason },
  });
}

export function unsupported(origin: string, reason: string): LockstepError {
  return new LockstepError("export-unsupported", `${origin} cannot be read: ${reason}.`);
}
