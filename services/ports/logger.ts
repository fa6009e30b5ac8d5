/** Facts of a log line: plain values, which the logger redacts. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where lines for the people who run Lockstep go: a static message, everything that varies in fields. */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
