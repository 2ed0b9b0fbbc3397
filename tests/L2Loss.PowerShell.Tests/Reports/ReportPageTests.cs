using System.Text;
using Xunit;

namespace L2Loss.PowerShell.Tests.Reports;

/// <summary>The page of a report in a real browser.</summary>
[Collection(AloneCollection.Name)]
public sealed class ReportPageTests : IClassFixture<Browser>, IClassFixture<ReportPages>
{
    // The contrast of each text with what lies behind it, as WCAG 2 defines it; bars and bands are the text's own background.
    private const string LowContrasts = """
        (() => {
            const channels = color => color.match(/[\d.]+/g).map(Number);
            const light = rgb => rgb.slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                    const style = getComputedStyle(e);
                    const bar = style.backgroundImage.match(/rgba?\([^)]*\)/);
                    if (bar) { return channels(bar[0]); }
                    const color = channels(style.backgroundColor);
                    if (color.length === 3 || color[3] > 0) { return color; }
                }
                return [255, 255, 255];
            };
            const low = [];
            for (const e of document.querySelectorAll('h1,h2,h3,dt,dd,th,td,p,li,figcaption,text')) {
                const style = getComputedStyle(e);
                const [a, b] = [light(channels(e.namespaceURI.endsWith('svg') ? style.fill : style.color)), light(behind(e))];
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < 4.5) { low.push(`${e.tagName} ${e.textContent.slice(0, 30)} ${ratio.toFixed(2)}`); }
            }
            return low.join('; ');
        })()
        """;

    private readonly Browser _browser;
    private readonly ReportPages _pages;

    public ReportPageTests(Browser browser, ReportPages pages)
    {
        _browser = browser;
        _pages = pages;
    }

    [BrowserTheory]
    [InlineData(400, "light")]
    [InlineData(400, "dark")]
    [InlineData(1400, "light")]
    [InlineData(1400, "dark")]
    public void Page_opens_without_a_complaint_and_fits(int width, string scheme)
    {
        _browser.Open(_pages.Full, width, scheme);

        Assert.Empty(_browser.Complaints);
        // Wide tables scroll in their frame, not the page.
        Assert.InRange((int)_browser.Evaluate("document.documentElement.scrollWidth")!, width - 20, width);
        Assert.Equal(string.Empty, (string?)_browser.Evaluate(LowContrasts));
        Assert.Equal(
            scheme == "dark",
            (bool)_browser.Evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] < 128")!);
    }

    [BrowserFact]
    public void Marks_have_tooltips_and_pictures_have_words()
    {
        _browser.Open(_pages.Full, 1400, "light");

        Assert.Equal(8, (int)_browser.Evaluate("document.querySelectorAll('svg[role=img][aria-label]').length")!);
        Assert.Equal(8, (int)_browser.Evaluate("document.querySelectorAll('figure figcaption').length")!);
        Assert.True((int)_browser.Evaluate("document.querySelectorAll('circle').length")! > 80);
        Assert.Equal(0, (int)_browser.Evaluate("document.querySelectorAll('circle:not(:has(title)), rect:not(:has(title))').length")!);
        Assert.Equal(0, (int)_browser.Evaluate("document.querySelectorAll('th:not([scope])').length")!);
        // Drawn inside its picture, which a number that overflowed would not be.
        Assert.Equal(0, (int)_browser.Evaluate("""
            [...document.querySelectorAll('svg :is(circle, rect, path, text)')].filter(e => {
                const [a, b] = [e.getBoundingClientRect(), e.ownerSVGElement.getBoundingClientRect()];
                return a.left < b.left - 1 || a.right > b.right + 1 || a.top < b.top - 1 || a.bottom > b.bottom + 1;
            }).length
            """)!);
    }

    [BrowserFact]
    public void Nothing_from_data_runs_or_becomes_an_element()
    {
        _browser.Open(_pages.Hostile, 400, "light");

        Assert.Empty(_browser.Complaints);
        Assert.Equal(0, (int)_browser.Evaluate("document.querySelectorAll('script, img, iframe, a, link, object, [onload], [onerror]').length")!);
        Assert.True((bool)_browser.Evaluate("typeof pwned === 'undefined'")!);
        Assert.Equal(400, (int)_browser.Evaluate("document.documentElement.scrollWidth")!);
        // The policy holds, also for what would be added.
        Assert.Equal(
            "blocked",
            (string?)_browser.Evaluate("""
                (() => { const s = document.createElement('script'); s.textContent = 'pwned = 1'; document.body.append(s);
                    return typeof pwned === 'undefined' ? 'blocked' : 'ran'; })()
                """));
    }

    [BrowserFact]
    public void Page_prints()
    {
        _browser.Open(_pages.Full, 1400, "dark");

        byte[] document = _browser.Print();

        Assert.Equal("%PDF-", Encoding.ASCII.GetString(document, 0, 5));
        Assert.True(document.Length > 20_000, $"{document.Length} bytes");
    }
}

/// <summary>Pages for all tests of the class.</summary>
public sealed class ReportPages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReportPages()
    {
        Full = Path.Combine(_folder.FullName, "full.html");
        Hostile = Path.Combine(_folder.FullName, "hostile.html");
        if (Browser.Missing is not null)
        {
            return;
        }

        using var session = new Session();
        session.Set("full", Full);
        session.Set("hostile", Hostile);
        Result result = session.Run("""
            $random = [Random]::new(5)
            $rows = for ($i = 1; $i -le 3000; $i++) {
                $actual = 1000 * $random.NextDouble()
                @{ Actual = $actual; A = $actual + $random.NextDouble() * $i / 100; B = $actual - 20 * $random.NextDouble(); G = $i % 3 }
            }
            $all = @($rows | Measure-L2Loss Actual A, B -GroupBy G -Window 50)
            $all += $all | Test-L2Loss -MaximumRmse 12 -Detailed
            $all += $rows | Compare-L2Loss Actual A, B
            $all | Export-L2LossReport $full

            $text = '"><img src=x onerror="pwned=1"><script>pwned=1</script>' + [char]0x202E + '</title></style></svg>' + 'x' * 200
            foreach ($at in 0, 30) {
                $name = $text.Substring($at)
                $items = foreach ($i in 1..50) {
                    [L2Loss.L2LossItem]@{ Index = $i; Actual = $i; Predicted = 1; Residual = $i - 1; Difference = $i - 1; L2Loss = ($i - 1) * ($i - 1); Model = $name; Group = $name }
                }
                $page = @($items; [L2Loss.L2LossVerdict]@{ Model = $name; Reason = $name }; [L2Loss.L2LossComparison]@{ Model = $name; Baseline = $name })
                $page | Export-L2LossReport $hostile -Title $name
            }
            """);
        Assert.Empty(result.Errors);
        Assert.Null(result.Terminating);
    }

    internal string Full { get; }

    internal string Hostile { get; }

    public void Dispose() => _folder.Dispose();
}
