/** The page's only style; it fetches nothing. Colours keep a contrast of 4.5 in both schemes, and are never all that tells a state. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#57606a;--rule:#d0d7de;--open:#b3261e;--fixed:#7a4b00;--here:#0b57a4;--gone:#57606a}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9da7b3;--rule:#30363d;--open:#ff8a80;--fixed:#ffb95c;--here:#79b8ff;--gone:#9da7b3}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:75rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;background:var(--bg);color:var(--fg);overflow-wrap:break-word}
h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.2rem;margin:2rem 0 .5rem}
p,ul{margin:.5rem 0}ul{padding-left:1.25rem}
a{color:var(--here)}a:focus-visible{outline:3px solid var(--here);outline-offset:2px}
code{font-size:.9em}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;color:var(--soft);padding-bottom:.25rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem .25rem 0;border-top:1px solid var(--rule);font-weight:inherit}
thead th{border-top:0;font-weight:600}
tbody th{min-width:5.5em;overflow-wrap:anywhere}td:first-of-type,td:nth-of-type(3){overflow-wrap:anywhere}.ids td:nth-of-type(2){white-space:nowrap;min-width:6.5em}time,.ids td:nth-of-type(3){overflow-wrap:normal;white-space:nowrap}@media(min-width:48rem){.ids td br{display:none}}
tr:target>*{background:color-mix(in srgb,var(--here) 18%,transparent)}
.open{color:var(--open);font-weight:600}.fixed,.accepted,.reused,.apart{color:var(--fixed);font-weight:600}
figure{margin:1rem 0}figcaption{color:var(--soft);font-size:.9rem}
svg{display:block;width:100%;overflow:visible}
svg text{fill:var(--fg);font:11px system-ui,sans-serif}
svg .soft{fill:var(--soft)}
.picture{display:grid;grid-template-columns:5.75rem minmax(0,1fr);padding-right:.5rem}
.chart path,.chart line{fill:none;vector-effect:non-scaling-stroke}
.grid{stroke:var(--rule)}.mark{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:2 2}
.present{stroke:var(--here);stroke-width:4;stroke-linecap:round}
.archived{stroke:var(--gone);stroke-width:4;stroke-linecap:round}
.moved,.dropped,.elsewhere{stroke:var(--gone);stroke-width:4;stroke-dasharray:3 3}
.sign{stroke:var(--bg);stroke-width:1}.sign.open{fill:var(--open)}.sign.fixed,.sign.accepted,.sign.reused,.sign.apart{fill:var(--fixed)}
.word{paint-order:stroke;stroke:var(--bg);stroke-width:3px}
.key{display:inline-block;width:auto;vertical-align:middle;margin-right:.25rem}
.keys li{display:inline-block;margin-right:1rem}.keys{list-style:none;padding:0}
@media(max-width:30rem){body{padding:.75rem}table{font-size:.75rem}th,td{padding-right:.3rem}table:not(.ids) tbody th{min-width:3em}}
@media print{:root{color-scheme:light;--bg:#fff;--fg:#000;--soft:#444;--rule:#999;--open:#900;--fixed:#630;--here:#036;--gone:#444}body{max-width:none;padding:0}tr,figure li{break-inside:avoid}thead{display:table-header-group}a{color:inherit;text-decoration:none}}
`.trim();
