using MnistExplanation.Digits;
using MnistExplanation.Serving;
using MnistExplanation.Tests.Support;
using Relevance.Catalogue;
using Relevance.Studio;
using Relevance.Studio.Engine;
using Relevance.Tool.Models;
using Relevance.Tool.Serving;
using SkiaSharp;

namespace MnistExplanation.Tests.Studio;

/// <summary>What the page offers to copy is run as it is.</summary>
public sealed class RecipeTests : IDisposable
{
    private readonly Workplace place = new();
    private static readonly SafetensorsModel Model = DigitModel.Load(null);

    private static readonly ModelRecipes Recipes = DigitStudio.RecipesOf(Model);

    private readonly StudioEngine engine = new(DigitStudio.Of(Model), new());

    public void Dispose()
    {
        engine.Dispose();
        place.Dispose();
    }

    [Theory]
    [InlineData("lrp", null, null)]
    [InlineData("lrp(composite=gamma, gamma=0.5, rules=\"3=alpha-beta(alpha=2, beta=1); first=flat\")", 3, 5)]
    [InlineData("lrp(start=log-odds)", 3, null)]
    [InlineData("smoothgrad(integrated-gradients(steps=3), samples=2)", null, 8)]
    [InlineData("expected-gradients(samples=3)", 4, null)]
    public async Task The_command_gives_the_same_explanation(string notation, int? target, int? contrast)
    {
        var recipe = Recipe(Pixels.Image(18), notation, target, contrast);
        Assert.Equal(18, recipe.Example);

        Pixels.Equal(await StudioAsync(recipe), await CommandAsync(Recipes.Arguments(recipe)));
    }

    [Fact]
    public async Task The_command_of_a_drawing_reads_its_picture()
    {
        var image = Pixels.Image(18);
        image[400] = 0.2;
        var recipe = Recipe([.. image.Select(value => Math.Round(255 * value) / 255)], "lrp", null, null);
        Assert.Null(recipe.Example);
        using (var bitmap = new SKBitmap(28, 28))
        {
            for (var pixel = 0; pixel < 784; pixel++)
                bitmap.SetPixel(pixel % 28, pixel / 28, new(recipe.Levels.Span[pixel], recipe.Levels.Span[pixel], recipe.Levels.Span[pixel]));
            using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(place[ModelRecipes.Picture], png.ToArray());
        }

        var words = Recipes.Arguments(recipe).Select(word => word == ModelRecipes.Picture ? place[word] : word);
        Pixels.Equal(await StudioAsync(recipe), await CommandAsync([.. words]));
    }

    [Theory]
    [InlineData("lrp", null, null)]
    [InlineData("lrp(composite=gamma, gamma=0.5, rules=\"3=alpha-beta(alpha=2, beta=1); first=flat\")", 3, 5)]
    [InlineData("lrp(start=log-odds)", 3, null)]
    [InlineData("smoothgrad(lrp, samples=2)", null, 8)]
    [InlineData("expected-gradients(samples=3)", 4, null)]
    public async Task The_code_compiles_and_gives_the_same_explanation(string notation, int? target, int? contrast)
    {
        var recipe = Recipe(Pixels.Image(18), notation, target, contrast);
        File.WriteAllBytes(place["target.safetensors"], EmbeddedAssets.Model());
        Copy(EmbeddedAssets.ImagesFile);
        float[]? found = null;
        // The code as it is, but for the folder of the files, and with a way to hear of what it found.
        var code = Recipes.ToCSharp(recipe).Replace("src/MnistExplanation/Assets/", place[""].Replace('\\', '/').TrimEnd('/') + "/", StringComparison.Ordinal)
            + "((Action<float[]>)AppContext.GetData(\"recipe\")!)(relevance);";

        AppContext.SetData("recipe", (Action<float[]>)(relevance => found = relevance));
        CompiledCode.Run(code);

        Pixels.Equal(await StudioAsync(recipe), [.. found!.Select(value => (double)value)]);
    }

    [Fact]
    public void A_shell_takes_the_command_as_it_is_meant()
    {
        var recipe = Recipe(Pixels.Image(0), "lrp(composite=epsilon, epsilon=0.1, rules=\"3=flat\")", 7, 1);

        Assert.Equal("MnistExplanation explain --index 0 --method 'lrp(composite=epsilon, epsilon=0.1, rules=\"3=flat\")' --target 7 --contrast 1", Recipes.ToCommand(recipe));
    }

    [Theory]
    [InlineData("lrp")]
    [InlineData("expected-gradients(samples=3)")]
    public void The_code_for_a_network_in_a_file_compiles_and_runs(string notation)
    {
        File.WriteAllBytes(place["net.safetensors"], EmbeddedAssets.Model());
        var recipes = new ModelRecipes("relevance", place["net.safetensors"]);
        var recipe = Recipe(Pixels.Image(18), notation, 3, null);
        float[]? found = null;
        AppContext.SetData("recipe", (Action<float[]>)(relevance => found = relevance));

        CompiledCode.Run(recipes.ToCSharp(recipe) + "((Action<float[]>)AppContext.GetData(\"recipe\")!)(relevance);");

        Assert.Equal(784, found!.Length);
        Assert.Equal(["explain", "--images", ModelRecipes.Picture, "--method", notation, "--target", "3", "--model", place["net.safetensors"]], recipes.Arguments(recipe));
    }

    private Recipe Recipe(double[] image, string notation, int? target, int? contrast) =>
        engine.Recipe(image, [MethodNotation.Parse(notation)], new ExplainedClass(target, contrast));

    private async Task<double[]> StudioAsync(Recipe recipe)
    {
        var found = await engine.ExplainAsync(
            MethodNotation.Parse(recipe.Method), Inputs.ToIntensities(recipe.Levels.Span), new ExplainedClass(recipe.Class, recipe.Contrast).Target, default);
        return [.. found.Relevance.Select(value => (double)value)];
    }

    private async Task<double[]> CommandAsync(IReadOnlyList<string> arguments)
    {
        (await Cli.RunAsync([.. arguments, "--output", place["found.npy"]])).Succeeded();
        return Relevance.Formats.NumpyFile.Read(place["found.npy"]).ToDoubles();
    }

    private void Copy(string asset)
    {
        using var stream = typeof(EmbeddedAssets).Assembly.GetManifestResourceStream(asset)!;
        using var file = File.Create(place[asset]);
        stream.CopyTo(file);
    }
}
