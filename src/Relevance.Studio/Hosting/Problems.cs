using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Relevance.Studio.Hosting;

/// <summary>Answers errors with problem details (RFC 9457).</summary>
internal static partial class Problems
{
    private const int LongestDetail = 600;

    /// <summary>Runs the rest of the pipeline; whatever it throws becomes an answer, and an answer without content gets one.</summary>
    internal static async Task HandleAsync(HttpContext context, RequestDelegate next, TextWriter? log)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null } response)
                await WriteAsync(context, response.StatusCode, TitleOf(response.StatusCode), DetailOf(context, response.StatusCode));
        }
        catch (Exception) when (context.Response.HasStarted)
        {
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The client has disconnected, or the request has timed out.
            await WriteAsync(context, StatusCodes.Status504GatewayTimeout, "The request timed out", "The request took longer than is allowed; ask for fewer methods or steps.");
        }
        catch (StudioException e)
        {
            await WriteAsync(context, e.Status, e.Title, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(context, e.StatusCode, TitleOf(e.StatusCode), e.InnerException is JsonException json ? InWords(json) : DetailOf(context, e.StatusCode) ?? e.Message);
        }
        // That a rule does not suit the shape of a layer shows only when it is applied.
        catch (ArgumentException e) when (e.Source == typeof(Relevance.Explainer).Assembly.GetName().Name)
        {
            await WriteAsync(context, 400, TitleOf(400), e.Message);
        }
        catch (Exception e)
        {
            log?.WriteLine(e);
            await WriteAsync(context, 500, "The studio failed", "This is an error in the program; 'serve --verbose' prints its location.");
        }
    }

    /// <summary>Writes the answer.</summary>
    internal static Task WriteAsync(HttpContext context, int status, string title, string? detail)
    {
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "1";
        var cut = detail is { Length: > LongestDetail } ? detail[..LongestDetail] + "…" : detail;
        return Results.Problem(cut, statusCode: status, title: title).ExecuteAsync(context);
    }

    private static string TitleOf(int status) => status switch
    {
        400 => "The request is not valid",
        404 => "There is no such thing",
        405 => "This method is not possible here",
        408 => "The request came too slowly",
        413 => "The request is too large",
        415 => "The request is not JSON",
        429 => "Too many requests",
        504 => "The request timed out",
        _ => "The request failed",
    };

    private static string? DetailOf(HttpContext context, int status) => status switch
    {
        404 => $"There is nothing at {context.Request.Path}; /openapi/v1.json lists what there is.",
        405 => $"{context.Request.Path} does not take {context.Request.Method}; /openapi/v1.json says what it takes.",
        413 => "The body of the request is larger than /api/catalogue allows (limits.bodyBytes).",
        415 => "Send the body as JSON, with Content-Type: application/json.",
        504 => "The request took longer than is allowed; ask for fewer methods or steps.",
        _ => null,
    };

    /// <summary>The message of the JSON reader, without the names of internal types.</summary>
    private static string InWords(JsonException error)
    {
        if (Unmapped().Match(error.Message) is { Success: true } unmapped)
            return $"The request has an unknown property '{unmapped.Groups[1].Value}'; /openapi/v1.json lists those there are.";
        if (Missing().Match(error.Message) is { Success: true } missing)
            return $"The request lacks {missing.Groups[1].Value}.";
        var place = error.Path is { Length: > 1 } path ? $" at {path[1..].TrimStart('.')}" : "";
        return error.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
            ? $"The value{place} is not of the kind that is expected there; /openapi/v1.json says which."
            : $"The request is not valid JSON{place} (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}). Numbers such as NaN have no form in JSON.";
    }

    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped", RegexOptions.Singleline)]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: (.*?)\\.?$")]
    private static partial Regex Missing();
}
