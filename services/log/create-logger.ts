import { pino } from "pino";
import { redactForLog } from "#services/core/privacy/redact";
import type { LogFields, Logger } from "#services/ports/logger";

export type LogLevel = "info" | "warn" | "error" | "silent";

export interface LoggerOptions {
  /** The least level that is written. Default `info`. */
  readonly level?: LogLevel;
  /** Where the lines go, one JSON object each. Default: standard error. */
  readonly destination?: { write(line: string): unknown };
  /** Values that must never be shown, such as the passwords Lockstep signs in with. */
  readonly secrets?: readonly string[];
}

/** Makes a logger that redacts every message and field: no caller can forget it. */
export function createLogger(options: LoggerOptions = {}): Logger {
  const secrets = options.secrets ?? [];
  const logger = pino(
    {
      level: options.level ?? "info",
      base: null,
      messageKey: "message",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
  const write = (level: Exclude<LogLevel, "silent">, message: string, fields?: LogFields): void => {
    if (!logger.isLevelEnabled(level)) return;
    const text = String(redactForLog(message, secrets));
    if (fields === undefined) logger[level](text);
    else logger[level]({ fields: redactForLog(fields, secrets) }, text);
  };
  return {
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}
