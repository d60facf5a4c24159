"""The style of the report's page: light and dark, wide and narrow; the plots take their colours from it."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c1f23; --paper: #fff; --soft: #f4f5f7; --faint: #c9ced6; --quiet: #5b6470;
  --link: #0b57d0; --series-0: #0b57d0; --series-1: #c2410c; --series-2: #4d7c0f; --series-3: #7e22ce; --series-4: #0e7490;
  --series-5: #a16207; --series-6: #be185d; --series-7: #57534e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #15181c; --soft: #1e2228; --faint: #3d444d;
  --quiet: #a3acb8; --link: #8ab4f8; --series-0: #8ab4f8; --series-1: #fb923c; --series-2: #a3e635; --series-3: #d8b4fe;
  --series-4: #67e8f9; --series-5: #fde047; --series-6: #f9a8d4; --series-7: #d6d3d1; } }
* { box-sizing: border-box; }
body { font: 16px/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: var(--ink);
  background: var(--paper); max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; margin: .5rem 0; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
a { color: var(--link); } nav a { margin-right: 1rem; } .note, small, .before { color: var(--quiet); }
.glance { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .5rem; }
.glance div { background: var(--soft); border-radius: .5rem; padding: .6rem .8rem; display: grid; }
.glance b { font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.plots { columns: 2 24rem; column-gap: 2.5rem; margin: 1.5rem 0; }
figure { margin: 0 0 1.75rem; break-inside: avoid; } figcaption { font-weight: 600; margin-bottom: .4rem; }
svg { width: 100%; height: auto; display: block; } svg * { stroke-linejoin: round; }
svg text { font-family: inherit !important; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--faint); padding: .25rem .7rem; text-align: right; white-space: nowrap; }
th { white-space: normal; vertical-align: bottom; }
th:first-child, td:first-child { text-align: left; }
details { border-top: 1px solid var(--faint); padding: .6rem 0; } summary { cursor: pointer; font-weight: 600; }
.before { margin: .4rem 0; }
article { background: var(--soft); border-radius: .5rem; padding: .1rem 1rem; margin: .75rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; font-size: .9rem; }
dt { color: var(--quiet); } dd { margin: 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
"""
