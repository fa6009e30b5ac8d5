/** A message in the form of a channel. Whatever stands in it is safe there: nothing of it is looked at again. */
export type Message =
  | {
      readonly form: "mail";
      /** One line of at most 80 characters. */
      readonly subject: string;
      readonly text: string;
      readonly html: string;
      /** The same message sent twice has the same id, so that a reader's mail program may show it once. */
      readonly id: string;
    }
  | { readonly form: "teams" | "slack"; readonly json: string };

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
