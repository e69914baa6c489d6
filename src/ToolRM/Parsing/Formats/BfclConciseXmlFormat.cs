namespace ToolRM.Parsing.Formats;

/// <summary>
/// BFCL's return format <c>concise_xml</c>: <c>&lt;functions&gt;&lt;function name&gt;&lt;param name type&gt;value&lt;/param&gt;</c>
/// (tools-and-data 1.9).
/// </summary>
internal sealed class BfclConciseXmlFormat() : XmlCallFormat("bfcl-concise-xml", verbose: false);
