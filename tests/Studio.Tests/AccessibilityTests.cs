using Microsoft.Playwright;

namespace Studio.Tests;

/// <summary>What can be checked of WCAG 2.2 AA without a person, in both themes and on every tab.</summary>
public sealed class AccessibilityTests(Support.Studio studio)
{
    /// <summary>Lists what is wrong with the part of the page that is visible now.</summary>
    private const string Check = """
        () => {
          const wrong = [], seen = element => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
          const name = element => element.id || `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className} "${element.textContent.slice(0, 30)}"`;
          const text = ids => ids.split(/\s+/).map(id => document.getElementById(id)?.textContent ?? "").join(" ").trim();
          const all = [...document.querySelectorAll("*")];

          if (!document.documentElement.lang) wrong.push("no language");
          if (!document.title) wrong.push("no title");
          if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
          const ids = all.map(element => element.id).filter(Boolean);
          for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) wrong.push(`id twice: ${id}`);
          for (const element of all)
            for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for"])
              for (const id of (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean))
                if (!document.getElementById(id)) wrong.push(`${name(element)}: ${attribute} names ${id}, which is not there`);

          const levels = [...document.querySelectorAll("h1, h2, h3, h4")].filter(seen).map(heading => Number(heading.tagName[1]));
          if (levels.filter(level => level === 1).length !== 1) wrong.push("not one h1");
          levels.forEach((level, i) => { if (i > 0 && level > levels[i - 1] + 1) wrong.push(`heading ${i} jumps from ${levels[i - 1]} to ${level}`); });

          for (const control of document.querySelectorAll("button, input, select, textarea, a[href], summary, [tabindex], [role=img], canvas")) {
            if (!seen(control)) continue;
            if (control.tabIndex > 0) wrong.push(`${name(control)}: its place in the order of focus is forced`);
            if (control.tagName === "CANVAS" && !control.hasAttribute("role") && control.closest("button")) continue;
            const label = control.getAttribute("aria-label") ?? (control.hasAttribute("aria-labelledby") ? text(control.getAttribute("aria-labelledby")) : null)
              ?? (control.labels?.length ? [...control.labels].map(l => l.textContent).join(" ") : null) ?? (control.matches("input, select, canvas") ? "" : control.textContent);
            if (!label.trim()) wrong.push(`${name(control)}: no name`);
            const box = control.getBoundingClientRect();
            if (control.matches("button, summary, [role=tab]") && !control.matches(".link") && (box.width < 24 || box.height < 24)) wrong.push(`${name(control)}: smaller than 24 pixels`);
          }
          for (const image of document.images) if (!image.hasAttribute("alt")) wrong.push("an image without alt");

          const parse = color => { const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number); return { c: [r, g, b], a }; };
          const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const over = (top, under) => top.c.map((v, i) => top.a * v + (1 - top.a) * under[i]);
          const ground = element => {
            const layers = [];
            for (let e = element; e; e = e.parentElement) { const layer = parse(getComputedStyle(e).backgroundColor); if (layer.a > 0) layers.push(layer); if (layer.a === 1) break; }
            return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !seen(element) || element.closest(":disabled, noscript, script, option, .visually-hidden, .skip")) continue;
            const style = getComputedStyle(element), under = ground(element), color = over(parse(element.closest("svg") ? style.fill : style.color), under);
            const [a, b] = [light(color), light(under)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
            const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
            if (ratio < needed) wrong.push(`contrast ${ratio.toFixed(2)} of "${walker.currentNode.data.trim().slice(0, 40)}" in ${name(element)}`);
          }
          return [...new Set(wrong)];
        }
        """;

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public Task Nothing_that_a_program_can_find_is_wrong(ColorScheme theme, int width) => studio.OnPageAsync(async page =>
    {
        var wrong = new List<string>();
        async Task CheckAsync(string where) => wrong.AddRange((await page.Page.EvaluateAsync<string[]>(Check)).Select(fault => $"{where}: {fault}"));
        await page.DrawSevenAsync();
        await page.Versus(9).ClickAsync();
        await page.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(part => { part.open = true; })");
        foreach (var tab in new[] { "compare", "rules", "walk", "test", "around", "share" })
        {
            await page.TabAsync(tab);
            await page.SettledAsync();
            await CheckAsync(tab);
        }
        await page["#pick"].ClickAsync();
        await CheckAsync("test digits");
        await page["#digits-close"].ClickAsync();
        await page["#tour-start"].ClickAsync();
        await page["#tour-next"].ClickAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await page["#clear"].ClickAsync();
        await CheckAsync("nothing drawn");
        Assert.Empty(wrong.Distinct());
    }, options => new(options) { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 900 } });
}
