using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Relevance.Studio.Api;

/// <summary>The addresses of the API.</summary>
internal static class StudioApi
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", HealthEndpoint.GetAsync).WithSummary("Whether the studio works, and with which network.").ProducesProblem(503);
        var api = routes.MapGroup("/api").ProducesProblem(429).ProducesProblem(503);
        api.MapGet("/catalogue", CatalogueEndpoint.Get).WithSummary("The methods, composites, rules and layers that requests can name, and the limits of requests.");
        api.MapGet("/digits", DigitEndpoints.List).WithSummary("The test digits inside the program.");
        api.MapGet("/digits/{index:int}", DigitEndpoints.Get).WithSummary("One of the test digits, with its image.").ProducesProblem(404);
        api.MapPost("/nearest", DigitEndpoints.Nearest).WithSummary("The test digits that are most like an image.").ProducesProblem(400);
        api.MapGet("/prototypes", PrototypeEndpoint.Get).WithSummary("Images that maximise the score of each class.").ProducesProblem(404);
        var asked = api.MapGroup("").ProducesProblem(400).ProducesProblem(413).ProducesProblem(504);
        asked.MapPost("/explain", ExplainEndpoint.PostAsync).WithSummary("The scores of an image, and the relevance of each pixel for or against a class.");
        asked.MapPost("/walk", WalkEndpoint.PostAsync).WithSummary("Activations and relevance of every layer, from the score back to the pixels.");
        asked.MapPost("/deletion", DeletionEndpoint.PostAsync).WithSummary("The score while pixels are removed in the order of relevance, and in random orders.");
        asked.MapPost("/drop", DropEndpoint.PostAsync).WithSummary("The relevance of some pixels, and the actual decrease of the score without them.");
        asked.MapPost("/randomize", RandomizeEndpoint.PostAsync).WithSummary("The same explanations of the network with random weights in its last layers.");
    }
}
