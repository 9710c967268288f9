// A web service that explains what it is sent. dotnet run -c Release service.cs, then: curl --data-binary @digit.png http://127.0.0.1:5080/explain
#:sdk Microsoft.NET.Sdk.Web
#:project ../src/Mnist/Mnist.csproj
#:project ../src/Relevance.Imaging/Relevance.Imaging.csproj
#:property PublishAot=false
// Outside the repository: #:package Relevance.Imaging@0.1.0, and a network of yours (see own-network.cs) in place of the one of digits.
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance;
using Relevance.Imaging;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

string assets = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "../src/MnistExplanation/Assets");
TrainedModel model = TrainedModel.Load(Path.Combine(assets, "target.safetensors"));

// One explainer serves all requests at once: it never changes. Biases hand on what they take, so that the relevance of all pixels sums to the score.
var composite = new Composite("conserving", [new(LayerCondition.First, new WSquare()), new(LayerCondition.Linear, new LrpGamma(Bias: BiasHandling.Spread))]);
var lrp = new LayerwiseRelevancePropagation(model.Network, composite);

var service = WebApplication.Create();
service.MapPost("/explain", async (HttpRequest request) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
    try
    {
        // Any size, dark on light or light on dark: brought into the form of the digits that the network has learnt.
        GreyImage digit = GreyImage.Decode(body.ToArray()).ToCentered();
        Explanation<float> found = lrp.Explain(model.Metadata.Normalization.ToTensor<float>(digit.Pixels, 1), Target.Predicted, new() { Threads = 1 });
        int predicted = found.Direction.Image(0).IndexOf(1);
        return Results.Ok(new { predicted, scores = found.Scores.Values.ToArray(), relevance = found.Relevance.Values.ToArray() });
    }
    catch (InvalidDataException e)
    {
        return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
    }
});
service.Run(args is [var address] ? address : "http://127.0.0.1:5080");
