import { type Static, Type } from "typebox";

/** The answer of `GET /healthz`: the process answers. It says nothing of any engine. */
export const ServiceHealth = Type.Object(
  { status: Type.Literal("ok") },
  { $id: "lockstep/service-health@1", additionalProperties: false },
);

/** What the service cannot do without. */
export const ServicePart = Type.Union([
  Type.Literal("queue"),
  Type.Literal("store"),
  Type.Literal("estate"),
  Type.Literal("watchdog"),
]);
export type ServicePart = Static<typeof ServicePart>;

/** The answer of `GET /readyz`: whether the service can do its work, and what fails where it cannot. */
export const ServiceReadiness = Type.Object(
  {
    status: Type.Union([Type.Literal("ok"), Type.Literal("failing")]),
    failing: Type.Array(ServicePart),
  },
  { $id: "lockstep/service-readiness@1", additionalProperties: false },
);
