import type { NoticeChannel } from "#schemas/notifications";
import type { AnyLetter, LedgerHead } from "#services/core/notices/letter";
import type { Message } from "#services/core/notices/message";
import type { EstateRepository, Ledger } from "#services/ports/estate-repository";
import type { Logger } from "#services/ports/logger";
import type { Notifier } from "#services/ports/notifier";
import type { KeptPack } from "#services/ports/pack-shelf";

/** What telling people needs from the world. */
export interface NoticeContext {
  /** Id of the estate. */
  readonly estate: string;
  /** Address of the service, for links; `null` where it has none. */
  readonly publicUrl: string | null;
  readonly ledger: Pick<Ledger, "append" | "records" | "findHeadFault"> & {
    head(): Promise<LedgerHead | undefined>;
  };
  readonly repository: Pick<EstateRepository, "governed" | "governedAt">;
  /** The evidence packs that the service was asked for, with what became of them. @throws LockstepError `system-refused` */
  readonly packs: () => Promise<readonly KeptPack[]>;
  /** Opens a way out. @throws LockstepError `notice-refused` where it cannot be opened as declared */
  readonly notifierOf: (channel: NoticeChannel) => Promise<Notifier>;
  /** Writes a letter as a channel takes it. */
  readonly write: (letter: AnyLetter, form: Message["form"]) => Message;
  readonly now: () => Date;
  readonly logger?: Logger;
  readonly signal?: AbortSignal;
}

/** What became of some notices. */
export interface Told {
  readonly sent: number;
  /** Codes of what was not taken; each is told again by whoever comes next. */
  readonly failed: readonly { readonly channel: string; readonly code: string; readonly retryable: boolean }[];
}

/** Adds outcomes up. */
export function addTold(parts: readonly Told[]): Told {
  return { sent: parts.reduce((sum, { sent }) => sum + sent, 0), failed: parts.flatMap(({ failed }) => failed) };
}
