import { Type } from "typebox";
import { parseUpload } from "#services/core/collection/parse-upload";
import { LockstepError } from "#services/core/errors";
import { formOf } from "#services/core/form-of";
import { digestOf } from "#services/core/text/digest";
import type { KeptUpload } from "#services/ports/collection-store";

/** The text that was signed, byte for byte, unless its names were sealed; `ssh-keygen -Y verify` proves it with the file beside. */
export const UPLOAD_PATH = "upload.json";
export const SIGNATURE_PATH = "upload.json.sig";
export const KEPT_PATH = "kept.json";

const Kept = Type.Object({
  keptAt: Type.String(),
  /** Of an upload whose names are sealed: of the text that was signed, under a key. */
  digest: Type.Optional(Type.String({ pattern: "^hmac:[0-9a-f]{64}$" })),
  looks: Type.Record(Type.String(), Type.Object({ commit: Type.String(), changed: Type.Boolean() })),
});

const isKept = formOf<Pick<KeptUpload, "keptAt" | "looks"> & Partial<Pick<KeptUpload, "digest">>>(Kept);

/** Writes what became of an upload. */
export function renderKept({ keptAt, looks, digest }: KeptUpload): string {
  const sealed = digest.startsWith("hmac:") ? { digest } : {};
  return `${JSON.stringify({ keptAt, ...sealed, looks }, null, 2)}\n`;
}

/** Reads an upload with what became of it. @throws LockstepError `store-unsound` */
export function parseKept(document: string, text: string): KeptUpload {
  try {
    const kept: unknown = JSON.parse(text);
    if (!isKept(kept)) throw new LockstepError("store-unsound", "what became of an upload is not of its form");
    const { digest = digestOf(document), keptAt, looks } = kept;
    return { upload: parseUpload(document), digest, keptAt, looks };
  } catch (cause) {
    if (cause instanceof LockstepError && cause.code === "store-unsound") throw cause;
    throw new LockstepError("store-unsound", "a kept upload does not read", { cause });
  }
}
