namespace Studio.Tests.Support;

/// <summary>Counts in the page itself what it asks the server: a count from outside would come late, more so on a slow machine.</summary>
internal static class FetchWatch
{
    /// <summary>Runs before the page's own scripts.</summary>
    internal const string Script = """
        (() => {
          const { fetch } = window, watch = window.fetchWatch = { underWay: 0, givenUp: 0 };
          // It counts until a later task: what the page does at once with an answer, such as asking again, comes before.
          const end = () => setTimeout(() => { watch.underWay--; });
          const during = promise => {
            watch.underWay++;
            promise.then(end, error => { if (error.name === "AbortError") watch.givenUp++; end(); });
            return promise;
          };
          window.fetch = (...request) => during(fetch(...request).then(response => {
            const { json } = response;
            response.json = () => during(json.call(response));
            return response;
          }));
        })();
        """;

    /// <summary>
    /// Resolves when nothing is under way and nothing begins in three frames: in one what is drawn, scrolled or opened takes effect, after it the page is
    /// told what has come into view, and what it then asks is under way in the next.
    /// </summary>
    internal const string Settled = """
        async () => {
          for (let still = 0; still < 3; still = window.fetchWatch.underWay === 0 ? still + 1 : 0) await new Promise(requestAnimationFrame);
          return true;
        }
        """;

    /// <summary>How many requests the page gave up.</summary>
    internal const string GivenUp = "() => window.fetchWatch.givenUp";
}
