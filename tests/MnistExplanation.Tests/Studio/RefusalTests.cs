using System.Text.Json;
using CsCheck;

namespace MnistExplanation.Tests.Studio;

public sealed class RefusalTests(StudioClient studio) : IClassFixture<StudioClient>
{
    private static readonly string Image = JsonSerializer.Serialize(Pixels.Image(0));
    private static readonly string Zeros = JsonSerializer.Serialize(new double[784]);

    /// <summary>2⁶⁵ passes, which are none where a product runs over.</summary>
    private static readonly string Nested = Enumerable.Range(0, 5).Aggregate("lrp", (method, _) => $"smoothgrad({method}, samples=8192)");

    public static TheoryData<string, string, int, string> Bodies => new()
    {
        { "explain", "{}", 400, "784 numbers" },
        { "explain", "", 400, "" },
        { "explain", "null", 400, "" },
        { "explain", "{\"image\":[1,2,3]}", 400, "has 3 numbers" },
        { "explain", "{\"image\":[[1]]}", 400, "image[0]" },
        { "explain", "{\"image\":null,\"methods\":null}", 400, "methods" },
        { "explain", "{\"image\":[NaN]}", 400, "NaN" },
        { "explain", $"{{\"image\":{Image.Replace("[0,", "[1e999,", StringComparison.Ordinal)}}}", 400, "" },
        { "explain", $"{{\"image\":{Image.Replace("[0,", "[-0.5,", StringComparison.Ordinal)}}}", 400, "-0.5 at place 0" },
        { "explain", $"{{\"image\":{Image.Replace("[0,", "[255,", StringComparison.Ordinal)}}}", 400, "from 0 (background) to 1" },
        { "explain", $"{{\"image\":{Image},\"drawing\":{{\"width\":1,\"height\":1,\"pixels\":\"AA==\"}}}}", 400, "only one" },
        { "explain", "{\"drawing\":{\"width\":2,\"height\":1,\"pixels\":\"AA==\"}}", 400, "1 bytes" },
        { "explain", "{\"drawing\":{\"width\":9999,\"height\":1,\"pixels\":\"AA==\"}}", 400, "512" },
        { "explain", "{\"drawing\":{\"width\":-1,\"height\":-1,\"pixels\":\"AA==\"}}", 400, "512" },
        { "explain", "{\"drawing\":{\"width\":2,\"height\":2,\"pixels\":\"AAAAAA==\"}}", 400, "blank" },
        { "explain", "{\"drawing\":{\"width\":2,\"height\":2}}", 400, "pixels" },
        { "explain", $"{{\"image\":{Image},\"colour\":1}}", 400, "'colour'" },
        { "explain", $"{{\"image\":{Image},\"target\":10}}", 400, "0 to 9" },
        { "explain", $"{{\"image\":{Image},\"target\":\"seven\"}}", 400, "\"seven\"" },
        { "explain", $"{{\"image\":{Image},\"target\":2.5}}", 400, "2.5" },
        { "explain", $"{{\"image\":{Image},\"contrast\":-1}}", 400, "'contrast' is -1" },
        { "explain", $"{{\"image\":{Image},\"target\":1,\"contrast\":1}}", 400, "another class" },
        { "explain", $"{{\"image\":{Image},\"methods\":[\"lrp\"]}}", 400, "methods[0]" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lpr\"}}]}}", 400, "Did you mean 'lrp'" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{}}]}}", 400, "'name' or a 'notation'" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\",\"gama\":1}}]}}", 400, "gamma" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\",\"composite\":\"/etc/passwd.json\"}}]}}", 400, "composite" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\",\"composite\":\"gamma\",\"gamma\":-1}}]}}", 400, "gamma" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\",\"of\":{{\"name\":\"lrp\"}}}}]}}", 400, "wraps no other" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\",\"rules\":[{{\"layers\":\"99\",\"rule\":\"flat\"}}]}}]}}", 400, "no layer '99'" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\",\"rules\":[{{\"layers\":\"3\",\"rule\":\"gama\"}}]}}]}}", 400, "'gamma'" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"gradient\",\"rules\":[{{\"layers\":\"3\",\"rule\":\"flat\"}}]}}]}}", 400, "belong to lrp" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"integrated-gradients\",\"steps\":1.5}}]}}", 400, "whole number" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"integrated-gradients\",\"steps\":[1]}}]}}", 400, "'steps'" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lime\",\"samples\":9000000}}]}}", 400, "passes" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lime\",\"samples\":49000,\"segment\":1}}]}}", 400, "passes" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"notation\":\"{Nested}\"}}]}}", 400, "passes" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"grad-cam\",\"layer\":\"nowhere\"}}]}}", 400, "nowhere" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{string.Join(',', Enumerable.Repeat("{\"name\":\"lrp\"}", 33))}]}}", 400, "at most 32" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\",\"rules\":[{{\"layers\":\"0\",\"rule\":\"pass\"}}]}}]}}", 400, "as many outputs as inputs" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\",\"layer\":\"3\"}}]}}", 400, "'layer'" },
        { "explain", $"{{\"image\":{Image},\"methods\":[{{\"notation\":\"smoothgrad(lrp(unit=3:5))\"}}]}}", 400, "'unit'" },
        { "explain", $"{{\"image\":{Image},\"contrast\":1,\"methods\":[{{\"name\":\"lrp\",\"start\":\"log-odds\"}}]}}", 400, "only one of them" },
        { "walk", $"{{\"image\":{Image},\"depth\":3}}", 400, "'depth'" },
        { "walk", $"{{\"image\":{Image},\"layer\":\"3\"}}", 400, "'layer'" },
        { "deletion", $"{{\"image\":{Image}}}", 400, "relevance" },
        { "deletion", $"{{\"image\":{Image},\"relevance\":[1]}}", 400, "has 1 numbers" },
        { "deletion", $"{{\"image\":{Image},\"relevance\":{Zeros},\"fill\":\"red\"}}", 400, "black, mean or blurred" },
        { "deletion", $"{{\"image\":{Image},\"relevance\":{Zeros},\"randomOrders\":100000}}", 400, "randomOrders" },
        { "drop", $"{{\"image\":{Image},\"relevance\":{Zeros},\"mask\":{Image}}}", 400, "mask" },
        { "randomize", $"{{\"image\":{Image},\"methods\":[]}}", 400, "at least one" },
        { "randomize", $"{{\"image\":{Image},\"methods\":[{{\"name\":\"lrp\"}}],\"layers\":99}}", 400, "layers with weights" },
        { "nearest", $"{{\"image\":{Image},\"count\":0}}", 400, "count" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_request_without_meaning_is_told_what_is_wrong(string path, string body, int status, string part) =>
        (await studio.PostTextAsync($"api/{path}", body)).Failed(status, part);

    [Fact]
    public async Task What_is_no_JSON_and_what_is_not_there_is_told_so()
    {
        (await studio.PostTextAsync("api/explain", "image=1", type: "text/plain")).Failed(415, "application/json");
        (await studio.GetAsync("api/explain")).Failed(405, "GET");
        (await studio.GetAsync("api/digits/7000")).Failed(404, "7000");
        (await studio.GetAsync("etc/passwd")).Failed(404, "/openapi/v1.json");
        (await studio.GetAsync("../../../etc/passwd")).Failed(404);
    }

    [Fact]
    public async Task Deeply_nested_requests_do_not_end_the_service()
    {
        (await studio.PostTextAsync("api/explain", new string('[', 100_000))).Failed(400);
        (await studio.PostTextAsync("api/explain", string.Concat(Enumerable.Repeat("{\"methods\":[", 500)))).Failed(400);
        (await studio.PostTextAsync("api/explain", $"{{\"image\":{Image},\"methods\":[{{\"notation\":\"{new string('(', 150)}\"}}]}}")).Failed(400);
        (await studio.GetAsync("health")).Succeeded();
    }

    /// <summary>A right request with a few bytes changed is answered as right or wrong, never with a fault of the program.</summary>
    [Fact]
    public async Task Damaged_requests_are_answered()
    {
        var whole = $"{{\"image\":{Image},\"target\":7,\"contrast\":1,\"methods\":[{{\"name\":\"smoothgrad\",\"samples\":2,\"of\":{{\"name\":\"lrp\",\"composite\":\"epsilon-plus\",\"epsilon\":0.1}}}},{{\"name\":\"lrp\",\"rules\":[{{\"layers\":\"3\",\"rule\":\"gamma(gamma=0.5)\"}}]}}]}}";
        // The 784 numbers are dull: most damage shall meet the rest.
        var start = whole.IndexOf("\"target\"", StringComparison.Ordinal);
        const string Letters = "{}[]\",:0123456789eE+-.()=ntflrp \\\0";
        var damage = Gen.Select(Gen.Int[start, whole.Length - 1], Gen.Char[Letters], Gen.Int[0, 2]).Array[1, 4];
        var requests = new List<string>();
        damage.Sample(changes =>
        {
            var text = whole;
            foreach (var (place, letter, kind) in changes)
            {
                var at = Math.Min(place, text.Length - 1);
                text = kind switch { 0 => text.Remove(at, 1), 1 => text.Insert(at, $"{letter}"), _ => $"{text[..at]}{letter}{text[(at + 1)..]}" };
            }
            requests.Add(text);
        }, seed: "0000KOIPe036", iter: 250, threads: 1);
        foreach (var text in requests)
        {
            var answer = await studio.PostTextAsync("api/explain", text);
            Assert.True((int)answer.Status is 200 or 400, $"{answer.Status} {answer.Text} to {text[start..]}");
        }
    }
}
