import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Answer } from "../answer.js";
import type { Route } from "../route.js";

/** The figures of one service, counted since it started. */
export interface Meter {
  readonly gauges: Gauges;
  /** The same routes, each of whose answers is counted and timed. */
  measured(routes: readonly Route[]): readonly Route[];
  /** Media type of what is rendered. */
  readonly type: string;
  render(): Promise<string>;
}

/** What is read anew whenever it is asked for. */
export interface Gauges {
  readonly verdict: Gauge<"estate" | "engine">;
  readonly age: Gauge<"estate" | "engine">;
  readonly jobs: Gauge<"state">;
  readonly unrecordedSignIns: Gauge;
}

/** Gates answer within milliseconds, pages within a second. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Opens the meter of a service, with Node's own figures of memory, processor and event loop. */
export function openMeter(): Meter {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const engine = ["estate", "engine"] as const;
  const gauges = {
    verdict: new Gauge({
      ...{ name: "lockstep_readiness", labelNames: engine, registers },
      help: "Whether a planned switchover may begin: 2 ready, 1 unknown, 0 not ready.",
    }),
    age: new Gauge({
      ...{ name: "lockstep_readiness_age_seconds", labelNames: engine, registers },
      help: "Age of the verdict; absent where there is none.",
    }),
    jobs: new Gauge({
      ...{ name: "lockstep_jobs", labelNames: ["state"] as const, registers },
      help: "Jobs of the queue by state: waiting, active, failed.",
    }),
    unrecordedSignIns: new Gauge({
      ...{ name: "lockstep_unrecorded_sign_ins", registers },
      help: "Sign-ins of people who may approve that could not be put on record, since the start.",
    }),
  };
  const durations = new Histogram({
    ...{ name: "lockstep_http_request_duration_seconds", buckets: SECONDS, registers },
    ...{ help: "Time that an answer took, by route.", labelNames: ["method", "route", "status"] as const },
  });
  const gateAnswers = new Counter({
    ...{ name: "lockstep_gate_answers_total", labelNames: ["status"] as const, registers },
    help: "Answers of the gate by status: 200 opens it.",
  });

  function measure<T extends Route>(route: T): T {
    const handle = async (call: never): Promise<Answer> => {
      const end = durations.startTimer({ method: route.method, route: route.path });
      let status = 500;
      try {
        const answer = await route.handle(call);
        status = statusOf(answer);
        return answer;
      } finally {
        end({ status });
        if (isGate(route)) gateAnswers.inc({ status });
      }
    };
    return { ...route, handle };
  }

  return {
    gauges,
    measured: (routes) => routes.map(measure),
    type: registry.contentType,
    render: () => registry.metrics(),
  };
}

function isGate({ path }: Route): boolean {
  return path.endsWith("/ready/:engine");
}

function statusOf(answer: Answer): number {
  switch (answer.kind) {
    case "refusal":
      return answer.status;
    case "redirect":
      return answer.status ?? 303;
    case "content":
      return answer.status ?? 200;
    case "file":
    case "stream":
    case "handover":
      return 200;
  }
}
