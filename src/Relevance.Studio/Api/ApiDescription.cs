using Microsoft.AspNetCore.OpenApi;

namespace Relevance.Studio.Api;

/// <summary>The general part of the OpenAPI document: title, description and errors of the API.</summary>
internal static class ApiDescription
{
    internal static void Complete(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "mnist-explanation: the studio";
        document.Info.Version = StudioVersion.Text;
        document.Info.Description =
            "Images are 784 numbers from 0 to 1, row by row, 1 for the stroke. A method is { \"name\": \"integrated-gradients\", \"steps\": 20 } with the parameters " +
            "that /api/catalogue lists, a wrapper has what it wraps under \"of\"; lrp takes \"rules\": [{ \"layers\": \"first\", \"rule\": \"flat\" }]. " +
            "Errors are problem details (RFC 9457).";
        return Task.CompletedTask;
    });
}
