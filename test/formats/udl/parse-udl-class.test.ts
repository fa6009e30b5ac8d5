import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LockstepError } from "#services/core/errors";
import { parseClassXml } from "#services/formats/udl/parse-class-xml";
import { parseUdlClass } from "#services/formats/udl/parse-udl-class";
import { parseXml } from "#services/formats/xml/parse-xml";

/** Every kind of member that a class can have. */
const UDL = `/* Copyright of Elmsford
Class of 2026 */
Import (Elmsford, %SYS)

Include %occStatus

include (Elmsford.Macros)

IncludeGenerator Elmsford.Generators

/// Holds referrals.
/// One a patient.
Class Elmsford.Referral Extends (%Persistent, %XML.Adaptor) [ ClassType = persistent, DependsOn = (A, B), Not ProcedureBlock, SqlTableName = Referral ]
{

/// How many.
Parameter MAXREFERRALS As INTEGER [ Internal ] = 5;

Parameter DOMAIN = "Elmsford; ""A[b]""";

Parameter WHEN = {$zdate($horolog)};

Parameter EMPTY;

Property Ward As %String(MAXLEN = 50, VALUELIST = ",3B,4A") [ InitialExpression = "3B", Required ];

Property "Größe %" As %String;

Property Notes As list Of %String;

Property Age As %Integer [ Calculated, SqlComputeCode = { set {Age} = 1 }, SqlComputed ];

Relationship Clinic As Elmsford.Clinic [ Cardinality = one, Inverse = Referrals ];

ForeignKey WardKey(Ward) References Elmsford.Ward(NameIndex) [ OnDelete = cascade ];

Index WardIndex On (Ward As Exact, Age) [ Data = Notes, Unique ];

Index IdKey On Ward [ IdKey ];

Projection Rest As Elmsford.Projection(BASE = "/x");

/// Answers, unless
/// it cannot.
ClassMethod Answer(
	host As %String(MAXLEN = 10) = "a,b(",
	ByRef count As %Integer = 0,
	Output said,
	at = {$horolog},
	more As %DynamicObject = {{}},
	args...) As %Status(MAXLEN = 5, PATTERN = "a b") [ codemode = expression, Internal ]
{
	$select(host="}":1,
}
	1:0)
}

Method Python() [ Language = python ]
{
if True:
    return {"a": 1}
}

Query ByWard(ward As %String) As %SQLQuery(CONTAINID = 1) [ SqlProc ]
{
SELECT ID FROM Elmsford.Referral
WHERE Ward = :ward
}

// a comment between members
/* and one
   over lines */
Trigger Log [ Event = INSERT, Foreach = row ]
{
	do ..Answer("x")
}

XData Map [ MimeType = application/json ]
{
{ "a": 1 }
}

Storage Default
{
<Data name="ReferralDefaultData">
<Value name="1">
<Value>Ward</Value>
</Value>
</Data>
<Type>%Storage.Persistent</Type>
}

}
`;

const XML = `<Class name="Elmsford.Referral">
<Description>
Holds referrals.
One a patient.</Description>
<Import>Elmsford,%SYS</Import>
<IncludeCode>%occStatus,Elmsford.Macros</IncludeCode>
<IncludeGenerator>Elmsford.Generators</IncludeGenerator>
<ClassType>persistent</ClassType>
<DependsOn>A,B</DependsOn>
<ProcedureBlock>0</ProcedureBlock>
<SqlTableName>Referral</SqlTableName>
<Super>%Persistent,%XML.Adaptor</Super>
<TimeChanged>1,2</TimeChanged>
<Copyright>/* Copyright of Elmsford
Class of 2026 */</Copyright>
<Parameter name="MAXREFERRALS"><Description>How many.</Description><Type>INTEGER</Type><Internal>1</Internal><Default>5</Default></Parameter>
<Parameter name="DOMAIN"><Default>Elmsford; "A[b]"</Default></Parameter>
<Parameter name="WHEN"><Expression>$zdate($horolog)</Expression></Parameter>
<Parameter name="EMPTY"/>
<Property name="Ward"><Type>%String</Type><InitialExpression>"3B"</InitialExpression><Required>1</Required><Parameter name="MAXLEN" value="50"/><Parameter name="VALUELIST" value=",3B,4A"/></Property>
<Property name="Größe %"><Type>%String</Type></Property>
<Property name="Notes"><Type>%String</Type><Collection>list</Collection></Property>
<Property name="Age"><Type>%Integer</Type><Calculated>1</Calculated><SqlComputeCode> set {Age} = 1 </SqlComputeCode><SqlComputed>1</SqlComputed></Property>
<Property name="Clinic"><Type>Elmsford.Clinic</Type><Cardinality>one</Cardinality><Inverse>Referrals</Inverse><Relationship>1</Relationship></Property>
<ForeignKey name="WardKey"><Properties>Ward</Properties><ReferencedClass>Elmsford.Ward</ReferencedClass><ReferencedKey>NameIndex</ReferencedKey><OnDelete>cascade</OnDelete></ForeignKey>
<Index name="WardIndex"><Properties>Ward:Exact,Age</Properties><Data>Notes</Data><Unique>1</Unique></Index>
<Index name="IdKey"><IdKey>1</IdKey><Properties>Ward</Properties></Index>
<Projection name="Rest"><Type>Elmsford.Projection</Type><Parameter name="BASE" value="/x"/></Projection>
<Method name="Answer"><Description>
Answers, unless
it cannot.</Description><ClassMethod>1</ClassMethod><CodeMode>expression</CodeMode><FormalSpec><![CDATA[host:%String(MAXLEN=10)="a,b(",&count:%Integer=0,*said,at=$horolog,more:%DynamicObject={{}},args...]]></FormalSpec><Internal>1</Internal><ReturnType>%Status</ReturnType><ReturnTypeParams>MAXLEN=5,PATTERN="a b"</ReturnTypeParams><Implementation><![CDATA[	$select(host="}":1,
}
	1:0)
]]></Implementation></Method>
<Method name="Python"><Language>python</Language><Implementation><![CDATA[if True:
    return {"a": 1}
]]></Implementation></Method>
<Query name="ByWard"><Type>%SQLQuery</Type><FormalSpec>ward:%String</FormalSpec><SqlProc>1</SqlProc><SqlQuery><![CDATA[
SELECT ID FROM Elmsford.Referral
WHERE Ward = :ward]]></SqlQuery><Parameter name="CONTAINID" value="1"/></Query>
<UDLText name="T1"><Content><![CDATA[// a comment between members
]]></Content></UDLText>
<Trigger name="Log"><Event>INSERT</Event><Foreach>row</Foreach><Code><![CDATA[	do ..Answer("x")
]]></Code></Trigger>
<XData name="Map"><MimeType>application/json</MimeType><Data><![CDATA[
{ "a": 1 }
]]></Data></XData>
<Storage name="Default">
<Data name="ReferralDefaultData">
<Value name="1">
<Value>Ward</Value>
</Value>
</Data>
<Type>%Storage.Persistent</Type>
</Storage>
</Class>`;

test("every part of a class reads alike in the source form and in an export", () => {
  const fromUdl = parseUdlClass(UDL, "Referral.cls");
  assert.deepEqual(parseClassXml(parseXml(XML, "Referral.xml")), fromUdl);
  assert.equal(fromUdl.members.length, 19);
  const answer = fromUdl.members.find(({ name }) => name === "Answer");
  assert.deepEqual(
    new Map(answer?.fields).get("FormalSpec"),
    'host As %String(MAXLEN=10) = "a,b(", ByRef count As %Integer = 0, Output said, at = $horolog, more As %DynamicObject = {{}}, args...',
  );
  assert.equal(answer?.body, '\t$select(host="}":1,\n}\n\t1:0)');
});

test("line ends, spaces at line ends and an indented body say nothing", () => {
  const plain = parseUdlClass(UDL, "a");
  assert.deepEqual(parseUdlClass(UDL.replaceAll("\n", "\r\n"), "a"), plain);
  const start = UDL.indexOf("\n{\n") + 3;
  const [head, body] = [UDL.slice(0, start), UDL.slice(start)];
  const indented = body.replaceAll(/^(?!\}\n$)(?=.)/gm, "\t").replace(/\t\}\n$/, "}\n");
  assert.deepEqual(parseUdlClass(head + indented, "a"), plain);
});

test("damaged text is read or refused, and nothing else happens", () => {
  const damaged = fc
    .tuple(fc.nat(UDL.length), fc.nat(40), fc.constantFrom("", "}", "{", '"', "[", "(", "\n}\n", "/*", ";", "///"))
    .map(([at, length, put]) => UDL.slice(0, at) + put + UDL.slice(at + length));
  fc.assert(
    fc.property(damaged, (text) => {
      try {
        parseUdlClass(text, "a");
      } catch (error) {
        assert.ok(error instanceof LockstepError && error.code === "export-malformed", String(error));
      }
    }),
    { numRuns: 500 },
  );
});

test("long runs of blanks cost no more than their length", () => {
  const blanks = " ".repeat(200_000);
  const text = `Class A.B${blanks}x\n{\n\nMethod C()\n{\n\tquit${blanks}1${"\n".repeat(200_000)}.\n}\n\n}\n`;
  assert.throws(() => parseUdlClass(text, "a"), LockstepError);
  assert.equal(parseUdlClass(text.replace(`${blanks}x`, ""), "a").members.length, 1);
  const index = `Class A.B\n{\n\nIndex I On (A${blanks}As${blanks}Exact);\n\n}\n`;
  assert.deepEqual(parseUdlClass(index, "a").members[0]?.fields, [["Properties", "A:Exact"]]);
});

test("what is no class, or not a whole one, is refused by name, line and reason", () => {
  const refused = (text: string): string => {
    try {
      parseUdlClass(text, "Referral.cls");
    } catch (error) {
      if (error instanceof LockstepError && error.code === "export-malformed") return error.message;
      throw error;
    }
    return "read";
  };
  assert.equal(refused("hello"), "Referral.cls is malformed at line 1: it holds no class.");
  assert.equal(refused("Class A.B\n{\n"), "Referral.cls is malformed at line 1: the class is not closed.");
  assert.equal(
    refused("Class A.B\n{\n\nS3cret stands here\n\n}\n"),
    "Referral.cls is malformed at line 4: no part of a class begins here.",
  );
  assert.equal(
    refused("Class A.B\n{\n\nProperty X As;\n\n}\n"),
    "Referral.cls is malformed at line 4: the declaration cannot be read.",
  );
  assert.match(refused("Class A.B\n{\n\nMethod X()\n{\n quit\n\n}\n"), /line 4/);
});
