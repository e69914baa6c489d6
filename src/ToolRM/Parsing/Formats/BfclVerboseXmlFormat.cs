namespace ToolRM.Parsing.Formats;

/// <summary>
/// BFCL's return format <c>verbose_xml</c>: <c>&lt;functions&gt;&lt;function name&gt;&lt;params&gt;&lt;param name value type/&gt;</c>
/// (tools-and-data 1.9).
/// </summary>
internal sealed class BfclVerboseXmlFormat() : XmlCallFormat("bfcl-verbose-xml", verbose: true);
