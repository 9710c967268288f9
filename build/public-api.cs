#!/usr/bin/env dotnet
#:property PublishAot=false

// Records what the libraries make public: dotnet run build/public-api.cs
//
// A build with empty PublicAPI.Unshipped.txt reports every public symbol that is not in PublicAPI.Shipped.txt (RS0016), and every line there without a symbol
// (RS0017). Both become the new PublicAPI.Unshipped.txt, sorted. Beside a release, move its lines to PublicAPI.Shipped.txt.

using System.Diagnostics;
using System.Text.Json;

const string Header = "#nullable enable";
string root = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
string[] folders = [.. Directory.EnumerateFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories).Where(IsLibrary)
    .Select(project => Path.GetDirectoryName(project)!).Order(StringComparer.Ordinal)];
var before = folders.ToDictionary(folder => folder, folder => File.Exists(Unshipped(folder)) ? File.ReadAllText(Unshipped(folder)) : Header + "\n");
bool done = false;
try
{
    foreach (string folder in folders)
    {
        File.WriteAllText(Unshipped(folder), Header + "\n");
        if (!File.Exists(Shipped(folder)))
            File.WriteAllText(Shipped(folder), Header + "\n");
        if (File.Exists(Log(folder)))
            File.Delete(Log(folder));
    }
    // A library that others use is compiled with the first of them, and its log stays.
    if (!folders.All(Build))
        return 1;
    foreach (string folder in folders)
    {
        string[] symbols = [.. Symbols(folder)];
        File.WriteAllText(Unshipped(folder), string.Concat(symbols.Prepend(Header).Select(line => line + "\n")));
        Console.WriteLine($"{Path.GetFileName(folder),-24} {symbols.Length,5} unshipped");
    }
    done = true;
    return 0;
}
finally
{
    if (!done)
    {
        foreach (var (folder, text) in before)
            File.WriteAllText(Unshipped(folder), text);
    }
}

static string Unshipped(string folder) => Path.Combine(folder, "PublicAPI.Unshipped.txt");

static string Shipped(string folder) => Path.Combine(folder, "PublicAPI.Shipped.txt");

static string Log(string folder) => Path.Combine(folder, "obj", "public-api.sarif");

static bool IsLibrary(string project) =>
    File.ReadAllText(project) is var text && text.Contains("<IsPackable>true</IsPackable>") && !text.Contains("<OutputType>Exe</OutputType>");

static bool Build(string folder)
{
    using var build = Process.Start("dotnet", ["build", folder, "-c", "Release", "-v", "q", "--nologo", "-clp:ErrorsOnly", "-p:RecordPublicApi=true"]);
    build.WaitForExit();
    return build.ExitCode == 0;
}

static IEnumerable<string> Symbols(string folder)
{
    using var log = JsonDocument.Parse(File.ReadAllBytes(Log(folder)));
    var lines = new SortedSet<string>(StringComparer.Ordinal);
    foreach (var result in log.RootElement.GetProperty("runs").EnumerateArray().SelectMany(run => run.GetProperty("results").EnumerateArray()))
    {
        string? rule = result.GetProperty("ruleId").GetString();
        if (rule is "RS0016" or "RS0017")
        {
            string name = result.GetProperty("properties").GetProperty("customProperties").GetProperty("APIName").GetString()!;
            lines.Add(rule == "RS0017" ? "*REMOVED*" + name : name);
        }
    }
    return lines;
}
