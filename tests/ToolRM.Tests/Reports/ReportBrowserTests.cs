using Microsoft.Playwright;
using ToolRM.Reports;
using ToolRM.Tests.Conventions;
using ToolRM.Tests.Evaluation.Comparison;
using Xunit.Abstractions;

namespace ToolRM.Tests.Reports;

/// <summary>The report page in a real browser. Screenshots go to artifacts/reports/, to be looked at.</summary>
/// <remarks>Uses an installed Chromium, downloads none, and says so where there is none.</remarks>
[Trait("Lane", "Slow")]
public sealed class ReportBrowserTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Phone = 375, Desktop = 1200;

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toolrm-report-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } chromium) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Headless = true,
            // Without the sandbox, as root in a container; without the browser's own connections to the outside.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(Desktop, ColorScheme.Light)]
    [InlineData(Desktop, ColorScheme.Dark)]
    [InlineData(Phone, ColorScheme.Light)]
    [InlineData(Phone, ColorScheme.Dark)]
    public async Task PageFitsItsWindow_AsksForNothing_AndReportsNoError(int width, ColorScheme scheme)
    {
        if (IsWithoutBrowser()) return;
        foreach (var (name, report) in Samples())
        {
            var (page, problems) = await Open(report, width, scheme);
            await page.ScreenshotAsync(new() { Path = Screenshot($"{name}-{width}-{scheme}.png"), FullPage = true });
            Assert.Empty(problems);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task HostileText_AddsNoElement_AndRunsNothing()
    {
        if (IsWithoutBrowser()) return;
        const string Count = "['script', 'img', 'iframe', 'b', 'link'].map(name => document.getElementsByTagName(name).length).join()";
        var (page, problems) = await Open(SampleReports.Hostile(ReportHtmlTests.HostileText), Desktop, ColorScheme.Light);
        Assert.Equal("0,0,0,0,0", await page.EvaluateAsync<string>(Count));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task TabReachesEveryScrollRegion_InReadingOrder()
    {
        if (IsWithoutBrowser()) return;
        var (page, _) = await Open(SampleReports.Full, Phone, ColorScheme.Light);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
        var expected = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[role=region]')].map(region => region.getAttribute('aria-label'))");
        Assert.Equal("Skip to the findings", await Tab(page));
        var reached = new List<string>();
        for (var i = 0; i < 200 && reached.Count < expected.Length; i++)
        {
            var name = await Tab(page);
            if (expected.Contains(name)) reached.Add(name);
        }
        Assert.Equal(expected, reached);
    }

    [Theory]
    [InlineData(Desktop, "wide")]
    [InlineData(Phone, "narrow")]
    public async Task OneDrawingOfEachChartIsSeen_AndItsTextIsReadable(int width, string name)
    {
        if (IsWithoutBrowser()) return;
        var (page, _) = await Open(SampleReports.Full, width, ColorScheme.Light);
        var seen = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('svg.chart')].filter(svg => svg.getBoundingClientRect().width > 0).map(svg => svg.classList[1])");
        Assert.Equal(Enumerable.Repeat(name, 4), seen);
        // 12 px in the drawing; the scale of the drawing must not take it below 11.
        var smallest = await page.EvaluateAsync<double>("Math.min(...[...document.querySelectorAll('svg.chart')].filter(svg => svg.getBoundingClientRect().width > 0).map(svg => 12 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))");
        Assert.True(smallest >= 11, $"text of {smallest} px");
    }

    private static IEnumerable<(string Name, Report Report)> Samples() =>
        [("full", SampleReports.Full), ("extreme", SampleReports.Extreme), ("comparison", ComparisonExamples.Full), ("hostile", SampleReports.Hostile(ReportHtmlTests.HostileText))];

    private bool IsWithoutBrowser()
    {
        if (_browser is not null) return false;
        output.WriteLine($"Skipped: no browser at {string.Join(", ", Places)}. Install Debian's package 'chromium' to run this test.");
        return true;
    }

    private async Task<(IPage Page, List<string> Problems)> Open(Report report, int width, ColorScheme scheme)
    {
        ReportFiles.Write(report, _folder.FullName);
        var address = new Uri(Path.Combine(_folder.FullName, "report.html")).AbsoluteUri;
        var page = await _browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        var problems = new List<string>();
        page.Console += (_, message) => problems.Add($"console: {message.Text}");
        page.PageError += (_, error) => problems.Add($"error: {error}");
        page.Request += (_, request) => { if (request.Url != address) problems.Add($"request: {request.Url}"); };
        await page.GotoAsync(address);
        return (page, problems);
    }

    private static async Task<string> Tab(IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        return await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()");
    }

    private static string Screenshot(string name)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "reports");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }
}
