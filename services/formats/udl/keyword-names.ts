/** The vendor's spelling of a keyword that a person wrote otherwise: the engine takes any case. */
export function keywordName(name: string): string {
  return BY_LOWER_CASE.get(name.toLowerCase()) ?? name;
}

/** Every keyword of a class and of its members. */
const NAMES =
  "Abstract Calculated Cardinality ClassMethod ClassType ClientDataType ClientMethod ClientName CodeMode Collection CompileAfter " +
  "Condition ConstraintClass Constraint Copyright CoshardWith Data DdlAllowed Default DependsOn Deployed Deprecated EmbeddedClass " +
  "Encoded Event Expression Extent ExternalProcName Final Flags ForceGenerate Foreach GenerateAfter GeneratedBy Hidden Identity " +
  "IdKey Import Include IncludeGenerator IndexClass Inheritance InitialExpression Internal Inverse Language LegacyInstanceContext " +
  "MemberSuper MimeType MultiDimensional NewTable NoCheck NoContext NoExtent NotInheritable OdbcType OldTable OnDelete OnUpdate Order " +
  "Owner PlaceAfter PrimaryKey Private ProcedureBlock ProjectionClass PropertyClass PublicList QueryClass ReadOnly Relationship " +
  "Requires Required ReturnResultsets ReturnTypeParams SchemaSpec SequenceNumber ServerOnly Sharded ShardKey SoapAction " +
  "SoapBindingStyle SoapBodyUse SoapMessageName SoapNameSpace SoapRequestMessage SoapTypeNameSpace SqlCategory SqlColumnNumber " +
  "SqlComputeCode SqlComputed SqlComputeOnChange SqlFieldName SqlListDelimiter SqlListType SqlName SqlProc SqlRoutine " +
  "SqlRoutinePrefix SqlRowIdName SqlRowIdPrivate SqlTableName SqlView SqlViewName StorageStrategy StorageDefault SuppressColumn " +
  "System Time Transient TriggerClass Type Unique UpdateColumnList UserKeyword ViewQuery VectorType WebMethod XMLNamespace XData ZenMethod";

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(NAMES.split(" ").map((name) => [name.toLowerCase(), name]));
