import type { Attributes, Exception, Span, Telemetry } from "bullmq";

/** Names, numbers and times: what says which job it was, and never what was in it. BullMQ's own tell its options too, with where the queue is. */
const TOLD: ReadonlySet<string> = new Set([
  "bullmq.queue.name",
  "bullmq.queue.operation",
  "bullmq.job.name",
  "bullmq.job.id",
  "bullmq.job.attempts.made",
  "bullmq.job.attempt_finished_timestamp",
  "bullmq.job.processed.timestamp",
  "bullmq.job.state",
  "bullmq.worker.id",
]);

/** Lets through of traces what anybody may read who may see them. */
export function discreetTelemetry({ tracer, contextManager }: Telemetry): Telemetry {
  return {
    contextManager,
    tracer: { startSpan: (name, options, context) => discreetSpan(tracer.startSpan(name, options, context)) },
  };
}

function discreetSpan(span: Span): Span {
  return {
    setSpanOnContext: (context) => span.setSpanOnContext(context),
    setAttribute: (key, value) => {
      if (TOLD.has(key)) span.setAttribute(key, value);
    },
    setAttributes: (attributes) => span.setAttributes(toldOf(attributes)),
    addEvent: (name, attributes = {}) => span.addEvent(name, toldOf(attributes)),
    recordException: (exception, time) => span.recordException(namedOnly(exception), time),
    end: () => span.end(),
  };
}

function toldOf(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => TOLD.has(key)));
}

/** Its message may quote anything; the log has it. */
function namedOnly(exception: Exception): Exception {
  const name = typeof exception === "string" ? undefined : exception.name;
  return { name: name ?? "Error", message: "see the log of the job" };
}
