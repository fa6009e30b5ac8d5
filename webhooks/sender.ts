import type { Forge } from "#schemas/forge";
import type { JobRequest } from "#schemas/job-request";
import type { Webhook } from "#schemas/webhook";

/** What was sent: headers as they came, by small name, each with every value it was given; the body as bytes. */
export interface Delivery {
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Whether a delivery is really its sender's, and how it is told from others. */
export type Verification =
  | {
      readonly verified: true;
      /** Letters, digits and hyphens. */
      readonly deliveryId: string;
      /**
       * `delivery`: the same id is the same delivery, whenever it comes. `content`: nothing but the content tells deliveries apart, so
       * that the same id may come again for something new.
       */
      readonly idOf: "delivery" | "content";
      /** What happened, where a header says it. It is not signed. */
      readonly event: string | undefined;
    }
  | {
      readonly verified: false;
      /** For the log; whoever sent it is told nothing. */
      readonly why: string;
    };

/** What a payload is held against: it can ask for no more than what is declared. */
export interface Interpretation {
  readonly event: string | undefined;
  readonly declared: Webhook;
  readonly forge: Forge | undefined;
}

/** One make of sender. Both are pure, and neither throws, whatever was sent. */
export interface Sender {
  verify(delivery: Delivery, secret: string): Verification;
  /** What is to be looked at again. Of what it does not know, of another repository, and of a value out of shape: nothing. */
  interpret(payload: unknown, interpretation: Interpretation): readonly JobRequest[];
}
