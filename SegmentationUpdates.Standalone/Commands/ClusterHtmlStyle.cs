namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The style sheet of the report.</summary>
internal static class ClusterHtmlStyle
{
    /// <summary>Up is orange and down is blue: apart for every kind of colour vision, and in grey by their signs.</summary>
    public const string Css =
        """
        :root { color-scheme: light dark; --surface: #ffffff; --ink: #1b1f24; --muted: #57606a; --line: #d0d7de; --up: #d9730d; --down: #1f6fb5; --bar: #5b7083; }
        @media (prefers-color-scheme: dark) { :root { --surface: #14181d; --ink: #e6eaee; --muted: #9aa5b1; --line: #323a44; --up: #e58f3a; --down: #4e9ddb; --bar: #8397aa; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; background: var(--surface); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 1.7rem; } h2 { margin: 2.2rem 0 .6rem; font-size: 1.2rem; } h3 { margin: 0; font-size: 1.05rem; }
        p { margin: .3rem 0; } .note { color: var(--muted); font-size: .9rem; }
        .segments { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; }
        .segment { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; break-inside: avoid; overflow-wrap: anywhere; }
        .segment .size { color: var(--muted); } .track { height: .6rem; margin: .4rem 0; border: 1px solid var(--line); } .track div { height: 100%; background: var(--bar); }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .92rem; }
        th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: right; vertical-align: top; }
        th:first-child, td:first-child { text-align: left; } thead th { border-bottom: 2px solid var(--line); }
        td.heat { text-align: center; } td small { display: block; color: inherit; opacity: .85; }
        td.up { background: color-mix(in srgb, var(--up) var(--s), var(--surface)); } td.down { background: color-mix(in srgb, var(--down) var(--s), var(--surface)); }
        tr.chosen { font-weight: 700; } svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; }
        svg text { fill: var(--ink); } svg .axis { stroke: var(--line); } svg .up { fill: var(--up); } svg .down { fill: var(--down); } svg .curve { fill: none; stroke: var(--bar); stroke-width: 2; }
        svg .point { fill: var(--bar); } svg .best { fill: var(--up); } svg .muted { fill: var(--muted); }
        .charts, dl + .scroll, .segments { margin-top: 1.2rem; } .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.2rem; } .charts figure { margin: 0; break-inside: avoid; } figcaption { font-weight: 600; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; } dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
        @media print { body { max-width: none; padding: 0; font-size: 11px; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } tr { break-inside: avoid; } }
        """;
}
