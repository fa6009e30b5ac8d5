import type { DocumentData, IrisModel } from "#services/simulators/iris/model";

/** An invented instance with so many documents: a fifth rules, a fifth transformations, and classes of about 5 KB. */
export function benchInstance(node: "a" | "b", documents: number): IrisModel {
  const primary = node === "a";
  return {
    id: `5A1C0000-0000-4000-8000-00000000000${node.toUpperCase()}`,
    mirror: primary ? { role: "primary" } : { role: "backup", failoverReady: true },
    namespaces: [
      {
        name: "LIVE",
        databases: [{ name: "LIVE" }, { name: "ENSLIB", system: true }],
        documents: [
          production(Math.ceil(documents / 5)),
          ...Array.from({ length: documents - 1 }, (_, n) => document(n)),
        ],
      },
      {
        name: "%SYS",
        interoperability: false,
        databases: [{ name: "IRISSYS", system: true }],
        documents: [],
        tables: {
          "Config.Namespaces": [{ Name: "LIVE", Globals: "LIVE", Routines: "LIVE", TempGlobals: "IRISTEMP" }],
          "Config.Databases": [{ Name: "LIVE", Directory: "/data/live/", Server: "", MountRequired: 1 }],
          "Config.config": [{ ID: "config", MaxServers: 2 }],
          "Config.Startup": [{ ID: "Startup", EnsembleAutoStart: 1, SystemMode: "LIVE" }],
        },
      },
    ],
  };
}

function document(index: number): DocumentData {
  const kind = index % 5;
  if (kind === 0) return { name: `Bench.Rules.Rule${index}.cls`, text: rule(index) };
  if (kind === 1) return { name: `Bench.Transforms.Transform${index}.cls`, text: transform(index) };
  return { name: `Bench.Code.Class${index}.cls`, text: code(index) };
}

function production(items: number): DocumentData {
  const list = Array.from(
    { length: items },
    (
      _,
      n,
    ) => `  <Item Name="Feed ${n}" Category="" ClassName="EnsLib.HL7.Service.TCPService" PoolSize="1" Enabled="true" Foreground="false" Comment="" LogTraceEvents="false" Schedule="">
    <Setting Target="Adapter" Name="Port">${7000 + n}</Setting>
    <Setting Target="Host" Name="TargetConfigNames">Router ${n}</Setting>
  </Item>`,
  );
  const text = `Class Bench.Production Extends Ens.Production
{

XData ProductionDefinition
{
<Production Name="Bench.Production" TestingEnabled="false" LogGeneralTraceEvents="false">
  <ActorPoolSize>2</ActorPoolSize>
${list.join("\n")}
</Production>
}

}
`;
  return { name: "Bench.Production.cls", text };
}

function rule(index: number): string {
  const rules = Array.from(
    { length: 8 },
    (_, n) => `<rule name="rule ${n}" disabled="false">
<constraint name="docName" value="ADT_A0${n + 1}"></constraint>
<when condition="HL7.{MSH:SendingFacility}=&quot;SITE${index + n}&quot;">
<send transform="Bench.Transforms.Transform${index + 1}" target="Feed ${n}"></send>
</when>
</rule>`,
  );
  return `Class Bench.Rules.Rule${index} Extends Ens.Rule.Definition
{

XData RuleDefinition [ XMLNamespace = "http://www.intersystems.com/rule" ]
{
<ruleDefinition alias="" context="EnsLib.HL7.MsgRouter.RoutingEngine" production="Bench.Production">
<ruleSet name="" effectiveBegin="" effectiveEnd="">
${rules.join("\n")}
</ruleSet>
</ruleDefinition>
}

}
`;
}

function transform(index: number): string {
  const steps = Array.from(
    { length: 30 },
    (_, n) => `<assign value='source.{PID:${n + 1}}_"${index}"' property='target.{PID:${n + 1}}' action='set' />`,
  );
  return `Class Bench.Transforms.Transform${index} Extends Ens.DataTransformDTL
{

XData DTL [ XMLNamespace = "http://www.intersystems.com/dtl" ]
{
<transform sourceClass='EnsLib.HL7.Message' targetClass='EnsLib.HL7.Message' sourceDocType='2.4:ADT_A01' targetDocType='2.4:ADT_A01' create='new' language='objectscript' >
${steps.join("\n")}
</transform>
}

}
`;
}

function code(index: number): string {
  const methods = Array.from(
    { length: 10 },
    (_, n) => `/// Gives ward ${n} of feed ${index}.
ClassMethod Ward${n}(pMessage As EnsLib.HL7.Message, pDefault As %String = "") As %String
{
    Set tWard = pMessage.GetValueAt("PV1:3.1")
    If tWard = "" {
        Quit pDefault
    }
    For tPart = 1:1:$Length(tWard, "-") {
        Set tList(tPart) = $Piece(tWard, "-", tPart) _ "${index}.${n}"
    }
    Quit $Get(tList(1), pDefault)
}
`,
  );
  return `/// Functions of feed ${index}.
Class Bench.Code.Class${index} Extends %RegisteredObject
{

Parameter REVISION = 1;

${methods.join("\n")}
}
`;
}
