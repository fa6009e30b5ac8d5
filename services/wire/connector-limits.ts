/** How long and how much the connector puts up with. */
export interface ConnectorLimits {
  /** Until a connection stands, TLS included. Default 10 s. */
  readonly connectTimeoutMs: number;
  /** Until an answer begins. Default 60 s. */
  readonly answerTimeoutMs: number;
  /** Between two pieces of an answer. Default 60 s. */
  readonly silenceTimeoutMs: number;
  /** For an engine that is still starting. Default 60 s. */
  readonly startingWaitMs: number;
  /** Between two questions whether it has started. Default 2 s. */
  readonly startingPollMs: number;
  /** One answer. Default 1 GiB: some 15,000 channels. */
  readonly maxAnswerBytes: number;
  /** One item, or an answer that is kept as a whole. Default 64 MiB. */
  readonly maxItemBytes: number;
}

export const DEFAULT_LIMITS: ConnectorLimits = {
  connectTimeoutMs: 10_000,
  answerTimeoutMs: 60_000,
  silenceTimeoutMs: 60_000,
  startingWaitMs: 60_000,
  startingPollMs: 2_000,
  maxAnswerBytes: 1024 ** 3,
  maxItemBytes: 64 * 1024 ** 2,
};
