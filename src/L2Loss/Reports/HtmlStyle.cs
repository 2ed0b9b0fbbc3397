namespace L2Loss.Reports;

/// <summary>The style sheet of the page: light and dark, for phones, screens and paper.</summary>
internal static class HtmlStyle
{
    internal const string Text = """
        :root { color-scheme: light dark; --page: #f6f7f9; --panel: #ffffff; --line: #dde1e7; --text: #1b1f26; --muted: #566070;
          --accent: #2767b0; --soft: #c5dbf3; --worst: #bd3416; --passed: #17703a; --failed: #b3261e; --passed-bg: #e3f3e8; --failed-bg: #fbe6e4; --pad: 12px; }
        @media (prefers-color-scheme: dark) { :root { --page: #12151a; --panel: #1a1f27; --line: #303844; --text: #e7eaef; --muted: #a6b0be;
          --accent: #77b4f7; --soft: #28476b; --worst: #ff8f73; --passed: #6fd58e; --failed: #ff8e86; --passed-bg: #183524; --failed-bg: #43201e; } }
        @media print { :root { color-scheme: light; --page: #ffffff; --panel: #ffffff; --line: #cfd4db; --text: #000000; --muted: #444c58;
          --accent: #2767b0; --soft: #c5dbf3; --worst: #bd3416; --passed: #17703a; --failed: #b3261e; --passed-bg: #e3f3e8; --failed-bg: #fbe6e4; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
          -webkit-text-size-adjust: 100%; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        main { max-width: 1180px; margin: 0 auto; padding: 32px 24px 48px; }
        h1 { font-size: 28px; line-height: 1.2; margin: 0 0 16px; overflow-wrap: anywhere; }
        h2 { font-size: 20px; line-height: 1.3; margin: 36px 0 12px; overflow-wrap: anywhere; }
        h3 { font-size: 16px; margin: 0 0 8px; overflow-wrap: anywhere; }
        dl { display: flex; flex-wrap: wrap; gap: 4px 32px; margin: 0 0 8px; }
        dt { color: var(--muted); font-size: 13px; }
        dd { margin: 0; overflow-wrap: anywhere; }
        dl.counts { margin-top: 16px; gap: 12px; }
        dl.counts div { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 10px 16px; min-width: 130px; }
        dl.counts dd { font-size: 20px; font-variant-numeric: tabular-nums; }
        .scroll { overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
        th, td { padding: 8px var(--pad); text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
        thead th, thead th.number { border-top: 0; white-space: normal; color: var(--muted); font-size: 13px; font-weight: 600; vertical-align: bottom; }
        tbody th { font-weight: 600; }
        tbody th, td { overflow-wrap: break-word; max-width: 40em; }
        td:last-child:not(.number) { min-width: 14em; }
        .number { text-align: right; white-space: nowrap; }
        .bar { background: linear-gradient(to left, var(--soft) var(--part), transparent var(--part)) no-repeat right var(--pad) center / 96px 70%;
          padding-left: 24px; min-width: 120px; }
        .passed, .failed { font-weight: 600; min-width: 6em; }
        th.passed, th.failed { white-space: nowrap; }
        .passed { color: var(--passed); background: var(--passed-bg); }
        .failed { color: var(--failed); background: var(--failed-bg); }
        .note { color: var(--muted); font-size: 14px; margin: 8px 0 0; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 16px; }
        figure { margin: 0; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 16px; break-inside: avoid; min-width: 0; }
        figcaption { color: var(--muted); font-size: 14px; margin-top: 8px; }
        svg { display: block; width: 100%; height: auto; }
        svg text { font-size: 11.5px; fill: var(--muted); }
        svg .name { font-size: 12px; fill: var(--text); }
        .turned { transform: rotate(-90deg); }
        .grid { stroke: var(--line); stroke-width: 1; }
        .zero, .diagonal { stroke: var(--muted); stroke-width: 1; fill: none; }
        .dots { stroke: var(--accent); stroke-width: 4; stroke-linecap: round; stroke-opacity: .55; fill: none; }
        .mean { stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; fill: none; }
        .band { fill: var(--soft); fill-opacity: .75; }
        .window { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 5 3; fill: none; }
        .average { stroke: var(--worst); stroke-width: 1.5; stroke-dasharray: 5 3; }
        .column { fill: var(--accent); }
        .beyond, .worst { fill: var(--worst); }
        .worst { stroke: var(--panel); stroke-width: 1; }
        ul { margin: 0 0 12px; padding-left: 22px; }
        li { margin: 4px 0; max-width: 80ch; overflow-wrap: anywhere; }
        @media (max-width: 600px) { main { padding: 20px 12px 32px; } h1 { font-size: 23px; } figure { padding: 12px 8px; } :root { --pad: 8px; } td:last-child:not(.number) { min-width: 18em; }
          dl { gap: 4px 20px; } dl.counts div { min-width: 0; flex: 1 1 auto; padding: 8px 12px; } }
        @media print { body { font-size: 11pt; } main { max-width: none; padding: 0; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
          .scroll { overflow: visible; } .charts { grid-template-columns: 1fr 1fr; } table { font-size: 9pt; } figcaption, .note { font-size: 9pt; } }

        """;
}
