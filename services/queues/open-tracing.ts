import type { Telemetry } from "bullmq";
import { discreetTelemetry } from "./discreet-telemetry.js";
import { within } from "./within.js";

/** Tells of jobs as traces. */
export interface Tracing {
  readonly telemetry: Telemetry;
  /** Sends what was not sent yet, if that can be done soon, and ends. */
  end(): Promise<void>;
}

const SOON_MS = 2_000;

/**
 * Begins to send traces by OTLP over HTTP. Whoever takes them may be away: nothing waits for them, and what cannot be sent is lost.
 *
 * @param endpoint as in `OTEL_EXPORTER_OTLP_ENDPOINT`
 */
export async function openTracing(endpoint: URL): Promise<Tracing> {
  // Nobody who sends no traces loads any of it.
  const { context, propagation, trace } = await import("@opentelemetry/api");
  const { BatchSpanProcessor, NodeTracerProvider } = await import("@opentelemetry/sdk-trace-node");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const { BullMQOtel } = await import("bullmq-otel");
  const url = `${endpoint.href.replace(/\/$/, "")}/v1/traces`;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "lockstep" }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: SOON_MS }))],
  });
  provider.register();
  return {
    telemetry: discreetTelemetry(new BullMQOtel({ tracerName: "lockstep" })),
    async end() {
      const unsent = (): Error => new Error("the last traces could not be sent in time");
      // Whoever takes traces may be away; that keeps nothing from ending.
      await within(SOON_MS, provider.shutdown(), unsent).catch(() => undefined);
      for (const each of [trace, context, propagation]) each.disable();
    },
  };
}
