import type { Message } from "#services/core/notices/message";

/** What became of a message that was taken. */
export interface Delivery {
  /** Addresses that were refused while others were taken. */
  readonly refused: number;
}

/** One way out to people. */
export interface Notifier {
  readonly form: Message["form"];
  /**
   * Fulfilled once the other side has taken the message.
   *
   * @throws LockstepError `notice-not-sent` where it may work later, `notice-refused`, `certificate-untrusted`, and what the wire throws
   */
  send(message: Message, signal?: AbortSignal): Promise<Delivery>;
}
