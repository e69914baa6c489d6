using System.Text;
using Microsoft.AspNetCore.Http;
using ToolRM.Conversations;

namespace ToolRM.Server.Http;

/// <summary>Writes an answer's body.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync(HttpResponse response, int status, ArgumentValue body) =>
        WriteAsync(response, status, "application/json", ArgumentJson.Write(body));

    public static async Task WriteAsync(HttpResponse response, int status, string contentType, string text)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, response.BodyWriter);
        await response.BodyWriter.FlushAsync();
    }
}
