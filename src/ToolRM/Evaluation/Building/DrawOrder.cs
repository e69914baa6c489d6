using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ToolRM.Evaluation.Building;

/// <summary>An order in which items are taken: like drawn by lot, and the same for the same seed whatever the order of the input.</summary>
internal static class DrawOrder
{
    /// <summary>SHA-256 of seed and text in lower-case hexadecimal.</summary>
    public static string Hash(long seed, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}\n{text}"))));
}
