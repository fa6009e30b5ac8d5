import canonicalize from "canonicalize";
import { CollectionUpload } from "#schemas/collection-upload";
import { LockstepError } from "../errors.js";
import { formOf } from "../form-of.js";
import { isModestJson } from "../text/is-modest-json.js";

const isUpload = formOf<CollectionUpload>(CollectionUpload);

/** The namespace of its signature: a signature made for anything else does not count. */
export const UPLOAD_NAMESPACE = "lockstep-collection";

/** Writes an upload as the text that is signed. */
export function renderUpload(upload: CollectionUpload): string {
  return canonicalize(upload) ?? "";
}

/**
 * Reads the text that was signed: of its schema, and in the one form that there is of it, so that one upload has one digest.
 *
 * @throws LockstepError `upload-refused`
 */
export function parseUpload(document: string): CollectionUpload {
  const value = parseJson(document);
  if (!isUpload(value)) {
    const where =
      isUpload
        .faults()[0]
        ?.instancePath.replace(/[^\w/]/g, "")
        .slice(0, 100) ?? "";
    throw new LockstepError("upload-refused", `What was handed in does not fit its schema at ${where || "/"}.`);
  }
  if (renderUpload(value) === document) return value;
  throw new LockstepError("upload-refused", "What was handed in is not canonical JSON.");
}

function parseJson(document: string): unknown {
  if (!isModestJson(Buffer.from(document)))
    throw new LockstepError("upload-refused", "What was handed in is nested further than any upload.");
  try {
    return JSON.parse(document);
  } catch {
    throw new LockstepError("upload-refused", "What was handed in is not JSON.");
  }
}
