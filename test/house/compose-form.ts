import { Type } from "typebox";

const closed = { additionalProperties: false };
const Texts = Type.Array(Type.String());
const Span = Type.String({ pattern: "^[0-9]+(ms|s|m|h)$" });
const Restart = Type.Union(["no", "always", "on-failure", "unless-stopped"].map((word) => Type.Literal(word)));
const Condition = Type.Union(
  ["service_started", "service_healthy", "service_completed_successfully"].map((word) => Type.Literal(word)),
);

const Healthcheck = Type.Object(
  {
    test: Type.Array(Type.String(), { minItems: 2 }),
    interval: Span,
    timeout: Span,
    start_period: Type.Optional(Span),
    retries: Type.Integer({ minimum: 1 }),
  },
  closed,
);

/** The part of the Compose specification that this project uses; a key outside it is a spelling mistake here. */
const Service = Type.Object(
  {
    build: Type.Optional(Type.Object({ context: Type.String(), dockerfile_inline: Type.String() }, closed)),
    image: Type.String({ pattern: "^[a-z0-9./-]+:[A-Za-z0-9._-]+$" }),
    init: Type.Optional(Type.Boolean()),
    user: Type.Optional(Type.String()),
    command: Texts,
    profiles: Type.Optional(Texts),
    environment: Type.Optional(Type.Record(Type.String(), Type.String())),
    secrets: Type.Optional(Texts),
    volumes: Texts,
    networks: Texts,
    ports: Type.Optional(Texts),
    healthcheck: Type.Optional(Healthcheck),
    depends_on: Type.Optional(Type.Record(Type.String(), Type.Object({ condition: Condition }, closed))),
    deploy: Type.Optional(Type.Object({ replicas: Type.Integer({ minimum: 1 }) }, closed)),
    stop_grace_period: Type.Optional(Span),
    read_only: Type.Boolean(),
    tmpfs: Texts,
    cap_drop: Texts,
    security_opt: Texts,
    restart: Restart,
  },
  closed,
);

const FragmentName = "^x-";

/** A compose file of this project; `x-…` are fragments that others are made of. */
export const ComposeForm = Type.Object(
  {
    name: Type.String({ pattern: "^[a-z0-9][a-z0-9_-]*$" }),
    services: Type.Record(Type.String(), Service, { minProperties: 1 }),
    networks: Type.Record(Type.String(), Type.Object({ internal: Type.Optional(Type.Boolean()) }, closed)),
    volumes: Type.Record(Type.String(), Type.Object({}, closed)),
    secrets: Type.Record(Type.String(), Type.Object({ file: Type.String() }, closed)),
  },
  { patternProperties: { [FragmentName]: {} }, additionalProperties: false },
);
