import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isAsked } from "#services/engines/iris/read-table";
import { AUDIT_SELECT, NAMESPACE_SELECTS, QUERIES, SYSTEM_SELECTS } from "#services/engines/iris/table-selects";
import type { IrisModel } from "#services/simulators/iris/model";
import { assertOnlyReads } from "#test/fakes/assert-only-reads";
import { PRODUCTION, ROUTING, SETTINGS, SMALL_INSTANCE } from "#test/simulators/small-instance";
import { connector, originsOf, readAll, requestFor, textAt, unreadOf, withInstance } from "./staged-instance.js";

const OWN_DOCUMENTS = [
  "LIVE/Hospital.Live.Rules.AdtRouting.cls",
  "LIVE/Hospital.Live.Transforms.AdtToLims.cls",
  "LIVE/Hospital.Shared.Functions.cls",
  "LIVE/HospitalTools.mac",
  "LIVE/WardToSite.LUT",
  "LIVE/Ens.Config.DefaultSettings.ESD",
];

const OLD_VERSION = "Cache for Windows (x86-64) 2018.1.2 (Build 309_5) Wed Jun 12 2019 20:08:03 EDT";

describe("what a read gives", () => {
  it("gives an organisation's own documents, and nothing of the product or that is generated", () =>
    withInstance({}, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(originsOf(steps, "document").toSorted(), OWN_DOCUMENTS.toSorted());
      assert.deepEqual(originsOf(steps, "production"), [`LIVE/${PRODUCTION}`]);
    }));

  it("gives a production with the default settings that decide what it does", () =>
    withInstance({}, async (_simulator, request) => {
      const text = textAt(await readAll(request), "production", `LIVE/${PRODUCTION}`);
      const production: Record<string, unknown> = JSON.parse(text);
      assert.deepEqual(Object.keys(production), ["namespace", "engineVersion", "autoStart", "production", "defaults"]);
      assert.equal(production["engineVersion"], "2025.1");
      assert.match(String(production["defaults"]), /setting="IPAddress"/);
      assert.match(String(production["production"]), /^XData ProductionDefinition/m);
    }));

  it("gives a production that was never compiled, and so is on no list of the engine's", () => {
    const name = "Hospital.Live.Draft.cls";
    const text = `Class Hospital.Live.Draft\n{\n\nXData ProductionDefinition\n{\n<Production Name="Hospital.Live.Draft">\n</Production>\n}\n\n}\n`;
    return withInstance({ model: withMore([{ name, text }]) }, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(originsOf(steps, "production").toSorted(), [`LIVE/${name}`, `LIVE/${PRODUCTION}`]);
      assert.deepEqual(steps.at(-1), { type: "facts", facts: { counts: { production: 2 } } });
    });
  });

  it("gives a class that productions inherit from as a class", () => {
    const name = "Hospital.Live.Base.cls";
    const model = withMore([{ name, text: "Class Hospital.Live.Base Extends Ens.Production\n{\n\n}\n" }]);
    return withInstance({ model }, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.ok(originsOf(steps, "document").includes(`LIVE/${name}`));
      assert.deepEqual(steps.at(-1), { type: "facts", facts: { counts: { production: 1 } } });
    });
  });

  it("knows productions by what they hold where the engine does not list them, and says so", () =>
    withInstance({ faults: { serverError: "/v1/LIVE/ens/classes/11" } }, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(originsOf(steps, "production"), [`LIVE/${PRODUCTION}`]);
      assert.deepEqual(unreadOf(steps), ["production: answer-unexpected"]);
    }));

  it("gives a production without default settings where the engine's own table has none either", () => {
    const model = withDocuments((name) => name !== SETTINGS);
    return withInstance({ model }, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(unreadOf(steps), []);
      assert.match(textAt(steps, "production", `LIVE/${PRODUCTION}`), /"defaults":null/);
    });
  });

  it("does not take hidden default settings for none", () => {
    const tables = { "Ens_Config.DefaultSettings": [{ ID: "a||b||c||d" }] };
    const model = withDocuments((name) => name !== SETTINGS, tables);
    return withInstance({ model }, async (_simulator, request) => {
      assert.deepEqual(unreadOf(await readAll(request)), ["document: rights-narrowed"]);
    });
  });

  it("gives each table of the fixed list, credentials and users without their secrets", () =>
    withInstance({}, async (_simulator, request) => {
      const steps = await readAll(request);
      const asked = [
        ...NAMESPACE_SELECTS.map(({ table }) => `LIVE/${table}`),
        ...SYSTEM_SELECTS.filter((select) => isAsked(select, 2025.1)).map(({ table }) => `%SYS/${table}`),
      ];
      assert.deepEqual(originsOf(steps, "table").toSorted(), asked.toSorted());
      const whole = steps.map((step) => (step.type === "item" ? Buffer.from(step.item.bytes).toString("utf8") : ""));
      assert.doesNotMatch(whole.join("\n"), /never[ -]asked[ -]for/);
      assert.deepEqual(JSON.parse(textAt(steps, "table", "LIVE/Ens_Config.Credentials")), {
        namespace: "LIVE",
        table: "Ens_Config.Credentials",
        rows: [{ SystemName: "LIMS", Username: "lims-user", BusinessPartner: "Laboratory" }],
      });
    }));

  it("tells the databases of a namespace without the hashes of what they hold", () =>
    withInstance({}, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(originsOf(steps, "namespace"), ["LIVE"]);
      assert.doesNotMatch(textAt(steps, "namespace", "LIVE"), /hash/);
    }));

  it("decodes what is sent as base64", () => {
    const documents = [{ name: "Umlaut.LUT", text: "<lookupTable>Grüße</lookupTable>", binary: true }];
    return withInstance({ model: withMore(documents) }, async (_simulator, request) => {
      assert.equal(textAt(await readAll(request), "document", "LIVE/Umlaut.LUT"), documents[0]?.text);
    });
  });

  it("keeps what is named like the product's own where it lies in an organisation's database", () => {
    const documents = [
      { name: "EnsLib.HL7.Operation.Patched.cls", text: "Class EnsLib.HL7.Operation.Patched\n{\n}\n" },
      { name: "%ZHospital.mac", text: "%ZHospital\n quit\n", database: "SHARED" },
    ];
    return withInstance({ model: withMore(documents) }, async (_simulator, request) => {
      const read = originsOf(await readAll(request), "document");
      for (const { name } of documents) assert.ok(read.includes(`LIVE/${name}`), name);
    });
  });

  it("tells who changed what, without old and new values", () =>
    withInstance({}, async (simulator, request) => {
      simulator.state.removeRow("%SYS", "Security.Applications", "/api/hospital", "jsmith");
      const audit = textAt(await readAll(request), "audit", "audit");
      assert.match(audit, /"Event":"ApplicationChange","Username":"jsmith"/);
      assert.doesNotMatch(audit, /EventData/);
    }));

  it("tells the mirror's role as it is at that time", () =>
    withInstance({}, async (simulator, request) => {
      const roleOf = async (): Promise<string | undefined> =>
        /^iris_mirror_status (\d)$/m.exec(textAt(await readAll(request), "metrics", "metrics"))?.[1];
      assert.equal(await roleOf(), "2");
      simulator.state.mirror = { role: "backup" };
      assert.equal(await roleOf(), "3");
    }));

  for (const metrics of ["session", "login"] as const) {
    it(`reads metrics that cost a ${metrics}, and leaves no session behind`, () =>
      withInstance({ metrics, licences: 2 }, async (simulator, request) => {
        assert.deepEqual(unreadOf(await readAll(request)), []);
        assert.equal(simulator.openSessions(), 0);
      }));
  }

  for (const carriageReturns of [false, true]) {
    it(`gives lines as they are stored, ${carriageReturns ? "with" : "without"} carriage returns`, () =>
      withInstance({ faults: carriageReturns ? { carriageReturns } : {} }, async (_simulator, request) => {
        const text = textAt(await readAll(request), "document", `LIVE/${ROUTING}`);
        assert.equal(text.includes("\r\n"), carriageReturns);
      }));
  }
});

describe("reading instances of every version", () => {
  it("reads Ensemble 2018 whole, asks it for no metrics, and for the columns that it has", () =>
    withInstance({ model: { ...SMALL_INSTANCE, version: OLD_VERSION, api: 1 } }, async (simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(unreadOf(steps), []);
      assert.match(textAt(steps, "table", "%SYS/Security.SSLConfigs"), /"Protocols":24/);
      assert.match(textAt(steps, "production", `LIVE/${PRODUCTION}`), /"engineVersion":"2018\.1\.2"/);
      assert.ok(simulator.requests.every(([, path]) => !path.startsWith("/api/monitor")));
    }));

  for (const version of ["2020.1", "2023.3", "2025.1", "2025.2", "2026.1"]) {
    it(`reads security of ${version} by the way that this version allows`, () => {
      const text = `IRIS for UNIX (Ubuntu Server LTS for x86-64 Containers) ${version} (Build 223U) Tue Mar 11 2025 18:23:31 EDT`;
      return withInstance({ model: { ...SMALL_INSTANCE, version: text } }, async (simulator, request) => {
        const steps = await readAll(request);
        assert.deepEqual(unreadOf(steps), []);
        const tables = originsOf(steps, "table").filter((origin) => origin.startsWith("%SYS/Security."));
        assert.equal(new Set(tables).size, 6);
        assert.equal(tables.length, 6);
        const direct = simulator.queries.filter((query) => / FROM Security\.\w+ ORDER/.test(query));
        assert.equal(direct.length, version < "2025.2" ? 6 : 0);
      });
    });
  }

  it("says which right newer versions want before they tell of security", () => {
    const model = { ...SMALL_INSTANCE, version: "IRIS for UNIX (Ubuntu) 2026.1 (Build 1) Mon Mar 2 2026" };
    return withInstance({ model, rights: { noSecurityAdministration: true } }, async (_simulator, request) => {
      const unread = unreadOf(await readAll(request));
      assert.equal(unread.length, 6);
      assert.ok(unread.every((each) => /^table\/%SYS\/Security\.\w+: rights-narrowed$/.test(each)));
      const right = (await connector.diagnose(request)).find(({ check }) => check === "rights");
      assert.match(right?.remedy ?? "", /%Admin_Secure:USE/);
    });
  });

  it("asks an instance whose version it cannot tell for everything", () =>
    withInstance({ model: { ...SMALL_INSTANCE, version: "IRIS, newest" } }, async (_simulator, request) => {
      assert.deepEqual(unreadOf(await readAll(request)), []);
    }));
});

describe("one session", () => {
  it("sends the credentials once, and gives its licence slot back", () =>
    withInstance({ licences: 1 }, async (simulator, request) => {
      await readAll(request);
      await readAll(request);
      assert.equal(simulator.logins(), 2);
      assert.equal(simulator.openSessions(), 0);
      assert.deepEqual(simulator.requests[0], ["HEAD", "/api/atelier/"]);
      assert.deepEqual(simulator.requests.at(-1), ["HEAD", "/api/atelier/"]);
    }));

  it("says that the licence slots are used up, and does not ask again", () =>
    withInstance({ licences: 0 }, async (simulator, request) => {
      await assert.rejects(readAll(request), { code: "licence-exhausted" });
      assert.equal(simulator.requests.length, 1);
    }));

  it("tells an account without the right to the interface from a wrong password", () =>
    withInstance({ rights: { noDevelopment: true } }, async (simulator, request) => {
      await assert.rejects(readAll(request), { code: "rights-narrowed", message: /%Development:USE/ });
      assert.equal(simulator.openSessions(), 0);
    }));

  it("names the variable that holds the password, never the password", () =>
    withInstance({}, async (simulator) => {
      const request = { ...requestFor(simulator, { passwordEnv: "HC_A_PASSWORD" }), password: "s3cret-and-wrong" };
      await assert.rejects(readAll(request), (error: Error) => {
        assert.match(error.message, /HC_A_PASSWORD/);
        assert.doesNotMatch(error.message, /s3cret/);
        return true;
      });
    }));

  for (const suffix of ["", "/", "/api/atelier", "/api/atelier/v1/"]) {
    it(`finds the interface at an address that ends with '${suffix}'`, () =>
      withInstance({}, async (simulator) => {
        const request = requestFor(simulator, { url: `${simulator.url}${suffix}` });
        assert.deepEqual(unreadOf(await readAll(request)), []);
      }));
  }
});

describe("what could not be read", () => {
  it("is unread by the table's name where the account has no SELECT, and where the version does not know it", () =>
    withInstance({ rights: { deniedTables: ["Security.Users", "%SYS.Audit"] } }, async (_simulator, request) => {
      assert.deepEqual(unreadOf(await readAll(request)), [
        "table/%SYS/Security.Users: rights-narrowed",
        "audit: rights-narrowed",
      ]);
    }));

  it("is unread where the engine fails inside an answer that looks well", () => {
    const softError = { path: "/v1/LIVE/docs", summary: "ERROR #5001: nothing to see 999 000 0000" };
    return withInstance({ faults: { softError } }, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(originsOf(steps, "document"), []);
      const messages = steps.flatMap((step) => (step.type === "unread" ? [step.message] : []));
      assert.ok(messages.some((message) => message.includes("ERROR #5001")));
      assert.ok(!messages.join().includes("nothing to see"));
    });
  });

  it("is unread, by name, where one document of many is not given", () =>
    withInstance({ rights: { hiddenDocuments: [ROUTING] } }, async (_simulator, request) => {
      const steps = await readAll(request);
      assert.deepEqual(unreadOf(steps), ["document: rights-narrowed"]);
      const [message] = steps.flatMap((step) => (step.type === "unread" ? [step.message] : []));
      assert.match(message ?? "", /1 of 7 documents of LIVE were not given: Hospital\.Live\.Rules\.AdtRouting\.cls/);
    }));

  it("is unread where a lookup table is hidden from the list of documents", () => {
    const tables = { "Ens_Util.LookupTable": [{ TableName: "Hidden" }, { TableName: "WardToSite" }] };
    return withInstance({ model: withDocuments(() => true, tables) }, async (_simulator, request) => {
      assert.deepEqual(unreadOf(await readAll(request)), ["document: rights-narrowed"]);
    });
  });

  for (const code of [404, 409, 500]) {
    it(`is unread where a web server in between gives a page of its own for ${code}`, () =>
      withInstance({ faults: { status: { path: "/v1/LIVE", code } } }, async (_simulator, request) => {
        assert.deepEqual(unreadOf(await readAll(request)), ["namespace/LIVE: answer-unexpected"]);
      }));
  }

  it("is unread where a namespace that is asked for is hidden", () =>
    withInstance({ rights: { hiddenNamespaces: ["LIVE"] } }, async (simulator) => {
      const steps = await readAll(requestFor(simulator, { namespaces: ["LIVE"] }));
      assert.deepEqual(unreadOf(steps), ["namespace/LIVE: answer-unexpected"]);
    }));

  it("is missing, and keeps the node from taking over, where the instance has no such namespace", () =>
    withInstance({}, async (simulator) => {
      const steps = await readAll(requestFor(simulator, { namespaces: ["LIVE", "PATHOLOGY"] }));
      assert.deepEqual(unreadOf(steps), []);
      const blockers = steps.flatMap((step) => (step.type === "facts" ? (step.facts.blockers ?? []) : []));
      assert.deepEqual(
        blockers.map(({ code, message }) => [code, message]),
        [["namespace-missing", "The instance has no namespace PATHOLOGY."]],
      );
    }));

  it("repeats nothing that an engine writes into a name", () => {
    const name = "Evil\u001b[31m\u202e.cls";
    const model = withMore([{ name, text: "Class Evil\n{\n}\n" }]);
    return withInstance({ model, rights: { hiddenDocuments: [name] } }, async (_simulator, request) => {
      const [unread] = (await readAll(request)).filter((step) => step.type === "unread");
      assert.ok(unread?.type === "unread" && !/[\u001b\u202e]/.test(unread.message));
    });
  });
});

describe("what is never asked", () => {
  it("keeps to its list even where namespaces and documents are named like paths", () => {
    const namespaces = ["../../csp/sys", "..", "A/B?c=d#e", "%SYS2"].map((name) => ({
      name,
      databases: [{ name: "X" }],
      documents: [{ name: "../../../api/monitor/alerts.cls", text: "Class X\n{\n}\n" }],
    }));
    const model = { ...SMALL_INSTANCE, namespaces: [...SMALL_INSTANCE.namespaces, ...namespaces] };
    return withInstance({ model }, async (simulator, request) => {
      await readAll(request);
      assertOnlyReads(connector.readRequests, simulator.requests);
      assert.ok(!simulator.requests.some(([, path]) => path.includes("alerts")));
    });
  });

  it("sends no SQL but what is on the fixed list, and only SELECTs are on it", () =>
    withInstance({}, async (simulator, request) => {
      await readAll(request);
      assert.ok(simulator.queries.includes(AUDIT_SELECT.query));
      assert.ok(simulator.requests.some(([, path]) => path === "/api/atelier/v1/%25SYS/action/query"));
      for (const query of simulator.queries) assert.ok(QUERIES.has(query));
      for (const query of QUERIES)
        assert.match(query, /^SELECT [^;]+ FROM [\w.%]+(?:\('\*'\))? (?:WHERE [^;]+ )?ORDER BY [\w, ]+$/);
    }));

  for (const [method, path] of [
    ["PUT", "/api/atelier/v1/LIVE/doc/A.cls"],
    ["POST", "/api/atelier/v1/LIVE/action/compile"],
    ["POST", "/api/atelier/v7/LIVE/action/xml/load"],
    ["DELETE", "/api/atelier/v1/LIVE/docs"],
    ["GET", "/api/monitor/alerts"],
  ] as const) {
    it(`would be caught asking ${method} ${path}`, () => {
      assert.throws(() => assertOnlyReads(connector.readRequests, [[method, path]]), /not on the list/);
    });
  }
});

describe("doctor", () => {
  it("says for each table what to grant", () =>
    withInstance({ rights: { deniedTables: ["%SYS.Task"] } }, async (_simulator, request) => {
      const found = await connector.diagnose(request);
      const right = found.find(({ check }) => check === "rights");
      assert.match(right?.remedy ?? "", /GRANT SELECT ON %SYS\.Task to the account's role/);
    }));

  it("names the right to the interface itself", () =>
    withInstance({ rights: { noDevelopment: true } }, async (_simulator, request) => {
      const failed = (await connector.diagnose(request)).filter(({ state }) => state === "failed");
      assert.deepEqual(
        failed.map(({ check }) => check),
        ["rights"],
      );
      assert.match(failed[0]?.message ?? "", /%Development:USE/);
    }));

  it("finds a clock that is far off, and used up licence slots", async () => {
    await withInstance({ faults: { clockSkewMs: -3_600_000 } }, async (_simulator, request) => {
      assert.equal((await connector.diagnose(request)).find(({ check }) => check === "clock")?.state, "failed");
    });
    await withInstance({ licences: 0 }, async (_simulator, request) => {
      assert.equal((await connector.diagnose(request)).find(({ check }) => check === "licence")?.state, "failed");
    });
  });

  it("warns where no id is recorded, since a member of a mirror is easily taken for the other", () =>
    withInstance({}, async (_simulator, request) => {
      const identity = (await connector.diagnose(request)).find(({ check }) => check === "identity");
      assert.equal(identity?.state, "warning");
    }));
});

describe("a node's entry in the estate", () => {
  it("needs an address and an account", () => {
    assert.deepEqual(connector.nodeProblems({ id: "hc-a", role: "primary" }), [
      "url is missing",
      "username is missing",
    ]);
  });
});

type Documents = IrisModel["namespaces"][number]["documents"];
type Tables = IrisModel["namespaces"][number]["tables"];

/** The small instance with some of its documents and with other tables beside its own. */
function withDocuments(isKept: (name: string) => boolean, tables: Tables = {}): IrisModel {
  return changeLive((live) => ({
    ...live,
    documents: live.documents.filter(({ name }) => isKept(name)),
    tables: { ...live.tables, ...tables },
  }));
}

function withMore(documents: Documents): IrisModel {
  return changeLive((live) => ({ ...live, documents: [...live.documents, ...documents] }));
}

function changeLive(change: (live: IrisModel["namespaces"][number]) => IrisModel["namespaces"][number]): IrisModel {
  const namespaces = SMALL_INSTANCE.namespaces.map((each) => (each.name === "LIVE" ? change(each) : each));
  return { ...SMALL_INSTANCE, namespaces };
}
