using System.Security.Cryptography;
using System.Text;

namespace Signalbox.Http.Pages;

/// <summary>The one style sheet of pages, in the page itself and allowed there by its hash.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1c2128; --quiet: #59636e; --ground: #ffffff; --panel: #f6f8fa; --line: #d1d9e0;
          --good: #1a7f37; --bad: #cf222e; --busy: #9a6700; --link: #0969da; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --quiet: #9198a1; --ground: #0d1117; --panel: #151b23; --line: #3d444d;
            --good: #3fb950; --bad: #f85149; --busy: #d29922; --link: #4493f8; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 64rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
        a { color: var(--link); }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
        h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
        .state { font-weight: 600; white-space: nowrap; }
        .good { color: var(--good); } .bad { color: var(--bad); } .busy { color: var(--busy); } .quiet { color: var(--quiet); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
        dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
        ul { list-style: none; margin: 0; padding: 0; }
        li.task { border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); padding: .75rem 1rem; margin: 0 0 .5rem; }
        .row { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; }
        .row > :last-child { margin-left: auto; }
        pre { margin: .75rem 0 0; padding: .75rem; overflow-x: auto; border: 1px solid var(--line); border-radius: .375rem; background: var(--ground);
          font: .8125rem/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
        code { font: .875em ui-monospace, monospace; }
        """;

    /// <summary>Nothing is loaded, nothing runs, nobody frames it; this style sheet alone applies.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
