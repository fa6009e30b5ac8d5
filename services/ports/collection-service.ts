import type { CollectionPlan } from "#schemas/collection-plan";
import type { SignedUpload, UploadAnswer } from "#schemas/collection-upload";

/** The plan, and how far this machine's clock is ahead of the service's, in milliseconds. */
export interface FetchedPlan {
  readonly plan: CollectionPlan;
  readonly skewMs: number;
}

/** The service, as a collector asks it. Each call throws what the wire throws, or a LockstepError with the code that the service answered. */
export interface CollectionService {
  plan(): Promise<FetchedPlan>;
  handIn(signed: SignedUpload): Promise<UploadAnswer>;
  sendParts(parts: readonly Uint8Array[]): Promise<void>;
  close(): Promise<void>;
}
