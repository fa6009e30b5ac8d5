import type { BackendFactory, IQueueBackend } from "bullmq";

/** Where BullMQ keeps its jobs. Its two connections differ only where a vendor makes one connection wait for jobs. */
export interface QueueBackend<B extends IQueueBackend, Connection> {
  readonly factory: BackendFactory<B, Connection>;
  /** For what is asked now and answered at once. */
  readonly asking: Connection;
  /** For a worker, which waits as long as it takes. */
  readonly working: Connection;
  /** Reaches the server and sees that it can be used: tables made, settings looked at. May be called again after it failed. */
  ready(): Promise<void>;
  /** Throws out what nobody asks for any more and BullMQ leaves lying. */
  tidy(): Promise<void>;
  /** Ends every connection; with `force` also those in the middle of something. */
  close(force: boolean): Promise<void>;
}
