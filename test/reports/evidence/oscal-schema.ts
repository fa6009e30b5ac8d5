const UUID = { type: "string", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$" };
const TEXT = { type: "string", minLength: 1 };
const TIME = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})$" };
const TOKEN = { type: "string", pattern: "^[a-zA-Z_][a-zA-Z0-9._-]*$" };

/** What of OSCAL assessment results 1.2.2 is used, as its metaschema has it; written here, since the schema itself is no part of a package. */
export const OSCAL_SCHEMA = closed({
  "assessment-results": closed({
    uuid: UUID,
    metadata: closed({
      ...{ title: TEXT, "last-modified": TIME, version: TEXT, "oscal-version": { const: "1.2.2" } },
      parties: many(closed({ uuid: UUID, type: { const: "organization" }, name: TEXT })),
    }),
    "import-ap": closed({ href: TEXT }),
    results: many(
      closed({
        ...{ uuid: UUID, title: TEXT, description: TEXT, start: TIME, end: TIME },
        "local-definitions": closed({
          components: many(
            closed({
              ...{ uuid: UUID, type: TEXT, title: TEXT, description: TEXT },
              status: closed({ state: { enum: ["under-development", "operational", "disposition", "other"] } }),
            }),
          ),
        }),
        "reviewed-controls": closed({
          "control-selections": many({
            oneOf: [
              closed({ "include-controls": many(closed({ "control-id": TOKEN })) }),
              closed({ "include-all": closed({}) }),
            ],
          }),
        }),
        observations: many(
          closed(
            {
              ...{ uuid: UUID, title: TEXT, description: TEXT, collected: TIME },
              methods: many({ enum: ["EXAMINE", "INTERVIEW", "TEST", "UNKNOWN"] }),
              types: many({ const: "discovery" }),
              subjects: many(closed({ "subject-uuid": UUID, type: { const: "component" } })),
              "relevant-evidence": many(closed({ href: TEXT, description: TEXT })),
            },
            ["relevant-evidence"],
          ),
        ),
        findings: many(
          closed({
            ...{ uuid: UUID, title: TEXT, description: TEXT },
            target: closed({
              ...{ type: { const: "objective-id" }, "target-id": TOKEN },
              status: closed({
                state: { enum: ["satisfied", "not-satisfied"] },
                reason: { enum: ["pass", "fail", "other"] },
              }),
            }),
            "related-observations": many(closed({ "observation-uuid": UUID })),
          }),
        ),
      }),
    ),
    "back-matter": closed({
      resources: many(closed({ uuid: UUID, title: TEXT, rlinks: many(closed({ href: TEXT })) })),
    }),
  }),
});

function many(items: object): object {
  return { type: "array", minItems: 1, items };
}

function closed(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}
