import type { QueueServer } from "#test/fakes/queue-server";

/** Where a queue under test lies. */
export interface QueuePlace extends AsyncDisposable {
  /** `undefined`: the embedded queue in the data folder. */
  readonly url: string | undefined;
  readonly dataFolder: string;
}

/** What a back end brings to the conformance suite. */
export interface QueueHarness {
  readonly name: string;
  /** A place where nothing waits. */
  emptyPlace(): Promise<QueuePlace>;
  /** Present where the queue is a server, which can be down, and which several processes share. */
  readonly server: QueueServer | undefined;
}
