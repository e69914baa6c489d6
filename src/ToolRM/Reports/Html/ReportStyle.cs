namespace ToolRM.Reports.Html;

/// <summary>The style sheet of <c>report.html</c>.</summary>
internal static class ReportStyle
{
    /// <summary>
    /// Colours come first, once for light and once for dark; <c>ReportStyleTests</c> reads them here and checks their contrast.
    /// c1 to c8 follow Okabe and Ito's palette for all kinds of colour vision, made darker or lighter until each has 3:1.
    /// </summary>
    public const string Sheet = """
        :root {
          --paper: #ffffff; --panel: #f5f6f8; --ink: #1b1f24; --muted: #57606a; --rule: #d9dde3; --accent: #0b5a9e;
          --differs: #fdf0dc; --edge: #b35900;
          --c1: #0072b2; --c2: #d55e00; --c3: #00856a; --c4: #b5508b; --c5: #9a6b00; --c6: #5c6672; --c7: #2a8fc4; --c8: #6d51a3;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15181c; --panel: #1d2126; --ink: #e7eaee; --muted: #a3acb7; --rule: #343b44; --accent: #80bdff;
            --differs: #3a2b12; --edge: #f0a03c;
            --c1: #56b4e9; --c2: #f58b43; --c3: #35c59c; --c4: #e39ac6; --c5: #e3c33a; --c6: #aab2bd; --c7: #3f93d0; --c8: #b59be6;
          }
        }
        * { box-sizing: border-box; }
        html { color-scheme: light dark; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
        body {
          margin: 0 auto; padding: 3rem 1.5rem 6rem; max-width: 51rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
          overflow-wrap: break-word;
        }
        h1, h2, h3, h4 { line-height: 1.25; font-weight: 650; text-wrap: balance; overflow-wrap: anywhere; }
        h1 { font-size: 2rem; letter-spacing: -0.015em; margin: 0 0 1rem; }
        h2 { font-size: 1.3rem; letter-spacing: -0.008em; margin: 0 0 0.6rem; }
        h3 { font-size: 1rem; margin: 0 0 0.4rem; }
        h4 { font-size: 0.8125rem; font-weight: 600; color: var(--muted); margin: 0 0 0.35rem; }
        p { margin: 0 0 0.9rem; max-width: 40rem; white-space: pre-line; overflow-wrap: anywhere; }
        a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 0.06em; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
        main:focus { outline: none; }
        section { margin-top: 4rem; }
        .kind { margin: 0 0 0.6rem; font-size: 0.8125rem; letter-spacing: 0.04em; color: var(--muted); }
        .lead { font-size: 1.125rem; line-height: 1.55; }
        .note { color: var(--muted); font-size: 0.9375rem; }
        .skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 0.9rem; background: var(--paper); z-index: 2; }
        .skip:focus { top: 0.75rem; }
        .unseen, caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        nav { margin-top: 2rem; padding: 1rem 0; border-block: 1px solid var(--rule); font-size: 0.9375rem; }
        nav ol { margin: 0; padding: 0; list-style: none; columns: 2; column-gap: 2.5rem; }
        nav li { break-inside: avoid; padding: 0.2rem 0; overflow-wrap: anywhere; }
        nav a { text-decoration: none; }
        nav a:hover { text-decoration: underline; }

        figure { margin: 1.5rem 0 0; }
        .chart { display: block; max-width: 100%; height: auto; overflow: visible; font-size: 13px; font-variant-numeric: tabular-nums; }
        .chart text { fill: var(--ink); }
        .chart .tick { fill: var(--muted); font-size: 12px; }
        .chart .axis { fill: var(--muted); }
        .chart .label { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .base { stroke: var(--muted); stroke-width: 1; }
        .lead-line { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 1 3; fill: none; }
        .diagonal { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 5 4; fill: none; }
        .whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; }
        .whisker.inside { stroke: var(--paper); }
        .line { stroke: var(--c); stroke-width: 2; stroke-linejoin: round; fill: none; }
        .band { fill: var(--c); opacity: 0.16; }
        .c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); } .c4 { --c: var(--c4); }
        .c5 { --c: var(--c5); } .c6 { --c: var(--c6); } .c7 { --c: var(--c7); } .c8 { --c: var(--c8); }
        :is(.c1, .c2, .c3, .c4, .c5, .c6, .c7, .c8) :is(circle, rect, path:not(.line, .whisker)) { fill: var(--c); }
        .legend { list-style: none; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1.5rem; font-size: 0.875rem; }
        .legend li { display: flex; align-items: center; gap: 0.5rem; min-width: 0; overflow-wrap: anywhere; }
        .legend svg { flex: none; overflow: visible; }
        .chart.narrow, .legend.narrow { display: none; }

        details { margin-top: 1.25rem; }
        summary { cursor: pointer; font-size: 0.875rem; color: var(--accent); width: fit-content; padding: 0.25rem 0; }
        details[open] > summary { margin-bottom: 0.5rem; }
        .scroll { overflow: auto; max-width: 100%; margin-top: 1rem; position: relative; }
        .tall { max-height: 34rem; border-block-end: 1px solid var(--rule); }
        .tall thead th { position: sticky; top: 0; background: var(--paper); box-shadow: inset 0 -1px var(--rule); }
        table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; font-variant-numeric: tabular-nums; min-width: min(100%, 26rem); }
        th, td { text-align: start; vertical-align: top; padding: 0.45rem 1.75rem 0.45rem 0; border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th:last-child, td:last-child { padding-inline-end: 0.25rem; }
        thead th { color: var(--muted); font-weight: 500; font-size: 0.8125rem; vertical-align: bottom; white-space: normal; }
        tbody th { font-weight: 500; }
        .num { text-align: end; }
        td.num small { font-size: 0.75rem; color: var(--muted); }
        td.num small:first-of-type::before { content: "\A"; white-space: pre; }
        td.num small + small { margin-inline-start: 0.5em; }
        .long { white-space: pre-line; overflow-wrap: anywhere; min-width: 14rem; max-width: 30rem; }

        .pair { margin-top: 2.25rem; }
        blockquote { margin: 0 0 1rem; padding-inline-start: 0.9rem; border-inline-start: 3px solid var(--rule); white-space: pre-wrap; overflow-wrap: anywhere; max-height: 14rem; overflow: auto; }
        .sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
        .lines { background: var(--panel); padding: 0.6rem 0; overflow-x: auto; font: 0.8125rem/1.55 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; tab-size: 4; }
        .line:is(span) { display: block; width: max-content; min-width: 100%; min-height: 1.55em; padding: 0 0.8rem 0 1.6rem; white-space: pre; border-inline-start: 3px solid transparent; }
        .differs { position: relative; background: var(--differs); border-inline-start-color: var(--edge) !important; }
        .differs::before { content: "≠"; content: "≠" / ""; position: absolute; left: 0.35rem; color: var(--edge); font-weight: 700; }
        mark { background: none; color: inherit; font-weight: 700; text-decoration: underline 2px var(--edge); text-underline-offset: 0.2em; }

        dl { margin: 0; font-size: 0.875rem; }
        dl div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 1rem; padding: 0.4rem 0; border-bottom: 1px solid var(--rule); }
        dt { color: var(--muted); overflow-wrap: anywhere; }
        dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }

        @media (max-width: 46rem) {
          body { padding: 2rem 1.25rem 4rem; }
          h1 { font-size: 1.6rem; }
          section { margin-top: 3rem; }
          nav ol { columns: 1; }
          .chart.wide { display: none; }
          .chart.narrow { display: block; width: 100%; max-width: 32rem; }
          .legend.narrow { display: flex; margin: 0.75rem 0 0; }
          .sides { grid-template-columns: minmax(0, 1fr); }
          .line.blank { display: none; }
          dl div { grid-template-columns: minmax(0, 1fr); gap: 0; }
          th, td { padding-inline-end: 1.25rem; }
          td.num small { display: block; }
          td.num small::before { content: none !important; }
        }
        @media print {
          :root {
            --paper: #ffffff; --panel: #f5f6f8; --ink: #000000; --muted: #444b53; --rule: #c8cdd4; --accent: #000000;
            --differs: #f3f3f3; --edge: #000000;
            --c1: #0072b2; --c2: #d55e00; --c3: #00856a; --c4: #b5508b; --c5: #9a6b00; --c6: #5c6672; --c7: #2a8fc4; --c8: #6d51a3;
          }
          html { color-scheme: light; font-size: 11pt; }
          body { max-width: none; padding: 0; }
          nav, .skip { display: none; }
          section { margin-top: 2rem; }
          h2, h3, h4, .note, .legend { break-after: avoid; }
          svg, tr, .line { break-inside: avoid; }
          .scroll, .tall, .lines, blockquote { overflow: visible; max-height: none; }
          .line:is(span) { white-space: pre-wrap; width: auto; overflow-wrap: anywhere; }
          .chart.wide { display: block; }
          .chart.narrow, .legend.narrow { display: none; }
          svg, .differs { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          details::details-content { content-visibility: visible; block-size: auto; }
          summary { display: none; }
        }

        """;
}
