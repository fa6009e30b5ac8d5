import type { IrisModel } from "#services/simulators/iris/model";

export const PRODUCTION = "Hospital.Live.Production.cls";
export const ROUTING = "Hospital.Live.Rules.AdtRouting.cls";
export const SETTINGS = "Ens.Config.DefaultSettings.ESD";

const PRODUCTION_TEXT = `/// Carries admissions and results.
Class Hospital.Live.Production Extends Ens.Production
{

XData ProductionDefinition
{
<Production Name="Hospital.Live.Production" TestingEnabled="false" LogGeneralTraceEvents="false">
  <Description></Description>
  <ActorPoolSize>2</ActorPoolSize>
  <Item Name="PAS ADT In" Category="Admissions" ClassName="EnsLib.HL7.Service.TCPService" PoolSize="1" Enabled="true" Foreground="false" Comment="" LogTraceEvents="false" Schedule="">
    <Setting Target="Adapter" Name="Port">6661</Setting>
    <Setting Target="Host" Name="MessageSchemaCategory">2.4</Setting>
    <Setting Target="Host" Name="TargetConfigNames">ADT Router</Setting>
  </Item>
  <Item Name="ADT Router" Category="Admissions" ClassName="EnsLib.HL7.MsgRouter.RoutingEngine" PoolSize="1" Enabled="true" Foreground="false" Comment="" LogTraceEvents="false" Schedule="">
    <Setting Target="Host" Name="BusinessRuleName">Hospital.Live.Rules.AdtRouting</Setting>
  </Item>
  <Item Name="To LIMS" Category="Results" ClassName="EnsLib.HL7.Operation.TCPOperation" PoolSize="1" Enabled="true" Foreground="false" Comment="" LogTraceEvents="false" Schedule="">
    <Setting Target="Adapter" Name="Port">7101</Setting>
  </Item>
</Production>
}

}
`;

const ROUTING_TEXT = `/// Where admissions go.
Class Hospital.Live.Rules.AdtRouting Extends Ens.Rule.Definition
{

Parameter RuleAssistClass = "EnsLib.HL7.MsgRouter.RuleAssist";

XData RuleDefinition [ XMLNamespace = "http://www.intersystems.com/rule" ]
{
<ruleDefinition alias="" context="EnsLib.HL7.MsgRouter.RoutingEngine" production="Hospital.Live.Production">
<ruleSet name="" effectiveBegin="" effectiveEnd="">
<rule name="admissions" disabled="false">
<constraint name="docName" value="ADT_A01"></constraint>
<when condition="HL7.{MSH:SendingApplication}=&quot;PAS&quot;">
<send transform="Hospital.Live.Transforms.AdtToLims" target="To LIMS"></send>
</when>
</rule>
</ruleSet>
</ruleDefinition>
}

}
`;

const TRANSFORM_TEXT = `Class Hospital.Live.Transforms.AdtToLims Extends Ens.DataTransformDTL [ DependsOn = EnsLib.HL7.Message ]
{

Parameter IGNOREMISSINGSOURCE = 1;

XData DTL [ XMLNamespace = "http://www.intersystems.com/dtl" ]
{
<transform sourceClass='EnsLib.HL7.Message' targetClass='EnsLib.HL7.Message' sourceDocType='2.4:ADT_A01' targetDocType='2.4:ADT_A01' create='copy' language='objectscript' >
<assign value='"LIMS"' property='target.{MSH:ReceivingApplication}' action='set' />
</transform>
}

}
`;

const TABLE_TEXT = `<?xml version="1.0"?>
<lookupTable>
<entry table="WardToSite" key="A1">North</entry>
<entry table="WardToSite" key="B2">South</entry>
</lookupTable>
`;

const SETTINGS_TEXT = `<?xml version="1.0"?>
<defaultSettings>
<item production="Hospital.Live.Production" item="To LIMS" class="EnsLib.HL7.Operation.TCPOperation" setting="IPAddress" value="lims.hospital.test"><Deployable>true</Deployable></item>
</defaultSettings>
`;

/** A small invented instance: one namespace made for interfaces, one that is not, and the system's own. */
export const SMALL_INSTANCE: IrisModel = {
  id: "5A1C0000-0000-4000-8000-00000000000A",
  mirror: { role: "primary" },
  namespaces: [
    {
      name: "LIVE",
      databases: [
        { name: "LIVE" },
        { name: "SHARED" },
        { name: "ENSLIB", system: true },
        { name: "IRISLIB", system: true },
      ],
      documents: [
        { name: PRODUCTION, text: PRODUCTION_TEXT },
        { name: ROUTING, text: ROUTING_TEXT },
        { name: "Hospital.Live.Transforms.AdtToLims.cls", text: TRANSFORM_TEXT },
        {
          name: "Hospital.Shared.Functions.cls",
          text: "Class Hospital.Shared.Functions Extends Ens.Rule.FunctionSet\n{\n\n}\n",
          database: "SHARED",
        },
        { name: "HospitalTools.mac", text: "HospitalTools\n quit\n" },
        { name: "Hospital.Live.Rules.AdtRouting.Generated.cls", text: "Class G\n{\n}\n", generated: true },
        { name: "Ens.Production.cls", text: "Class Ens.Production\n{\n}\n", database: "ENSLIB" },
        { name: "EnsLib.HL7.Message.cls", text: "Class EnsLib.HL7.Message\n{\n}\n", database: "ENSLIB" },
        { name: "2.4.HL7", text: "<Category/>", database: "ENSLIB" },
        { name: "Hospital.PRJ", text: "<Project/>" },
        { name: "WardToSite.LUT", text: TABLE_TEXT },
        { name: SETTINGS, text: SETTINGS_TEXT },
      ],
      tables: {
        "Ens_Config.Credentials": [
          { SystemName: "LIMS", Username: "lims-user", BusinessPartner: "Laboratory", Password: "never-asked-for" },
        ],
        "Ens_Config.BusinessPartner": [
          { ID: "Laboratory", PartnerName: "Laboratory", PrimaryContact: "Duty biochemist" },
        ],
      },
    },
    { name: "USER", interoperability: false, databases: [{ name: "USER" }], documents: [] },
    {
      name: "%SYS",
      interoperability: false,
      databases: [{ name: "IRISSYS", system: true }],
      documents: [],
      tables: {
        "Config.Namespaces": [
          { Name: "%SYS", Globals: "IRISSYS", Routines: "IRISSYS", TempGlobals: "IRISTEMP" },
          { Name: "LIVE", Globals: "LIVE", Routines: "LIVE", TempGlobals: "IRISTEMP" },
          { Name: "USER", Globals: "USER", Routines: "USER", TempGlobals: "IRISTEMP" },
        ],
        "Config.MapGlobals": [{ Namespace: "LIVE", Name: "HospitalShared", Database: "SHARED" }],
        "Config.MapRoutines": [],
        "Config.MapPackages": [{ Namespace: "LIVE", Name: "Hospital.Shared", Database: "SHARED" }],
        "Config.Databases": [
          { Name: "LIVE", Directory: "/data/live/", Server: "", MountRequired: 1 },
          { Name: "SHARED", Directory: "/data/shared/", Server: "", MountRequired: 1 },
        ],
        "Config.config": [{ ID: "config", MaxServers: 2, MaxServerConn: 1 }],
        "Config.Startup": [
          {
            ID: "Startup",
            EnsembleAutoStart: 1,
            SystemMode: "LIVE",
            DefaultPort: 1972,
            PasswordHash: "never-asked-for",
          },
        ],
        "Config.Journal": [{ ID: "Journal", FreezeOnError: 1, FileSizeLimit: 1024, DaysBeforePurge: 2 }],
        "Security.Applications": [
          webApplication("/csp/live", ""),
          webApplication("/api/hospital", "Hospital.Live.Rest"),
        ],
        "Security.Users": [
          {
            Name: "lockstep-reader",
            FullName: "Lockstep",
            Enabled: 1,
            Roles: "LockstepReader",
            Password: "never-asked-for",
          },
        ],
        "Security.Roles": [
          {
            Name: "LockstepReader",
            Description: "Reads the configuration",
            GrantedRoles: "",
            Resources: "%Development:U,%DB_LIVE:R",
          },
        ],
        "Security.Resources": [{ Name: "%DB_LIVE", Description: "", PublicPermission: "", Type: "Database" }],
        "Security.Services": [{ Name: "%Service_WebGateway", Enabled: 1, AutheEnabled: 32 }],
        "Security.SSLConfigs": [
          {
            Name: "LIMS",
            Description: "",
            Type: 0,
            Enabled: 1,
            CAFile: "/tls/ca.pem",
            CertificateFile: "",
            PrivateKeyFile: "",
            CipherList: "HIGH",
            VerifyPeer: 1,
            VerifyDepth: 9,
            TLSMinVersion: 16,
            TLSMaxVersion: 32,
            Protocols: 24,
            PrivateKeyPassword: "never-asked-for",
          },
        ],
        "%SYS.Task": [
          {
            ID: 1000,
            Name: "Purge messages",
            NameSpace: "LIVE",
            TaskClass: "Ens.Util.Tasks.Purge",
            Description: "",
            Suspended: 0,
            RunAsUser: "irisowner",
            TimePeriod: 0,
            TimePeriodEvery: 1,
            TimePeriodDay: "",
            DailyFrequency: 0,
            DailyFrequencyTime: "",
            DailyIncrement: "",
            DailyStartTime: 7200,
            DailyEndTime: 0,
          },
        ],
      },
    },
  ],
};

function webApplication(name: string, dispatchClass: string) {
  return {
    Name: name,
    Description: "",
    NameSpace: "LIVE",
    DispatchClass: dispatchClass,
    Enabled: 1,
    Type: 2,
    AutheEnabled: 32,
    Resource: "",
    MatchRoles: "",
    Path: "",
    CookiePath: `${name}/`,
    UseCookies: 2,
    Timeout: 900,
    AutoCompile: 1,
    InbndWebServicesEnabled: 1,
    IsNameSpaceDefault: 0,
    LockCSPName: 1,
    Recurse: 1,
    ServeFiles: 1,
    ServeFilesTimeout: 3600,
  };
}
