/** How the board looks. In the page itself, so that one answer is all it takes; it mirrors by itself. */
export const BOARD_STYLE = `
:root{color-scheme:light dark;--ink:#25211e;--ground:#fff;--quiet:#4f4842;--line:#8a8077;--link:#14524e}
@media(prefers-color-scheme:dark){:root{--ink:#f2eee9;--ground:#1d1a18;--quiet:#cfc7bf;--line:#8a8077;--link:#9fd6cf}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif}
:lang(ar){line-height:1.8}
header,main{max-width:44rem;margin:0 auto;padding:0 1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:.5rem 0;padding:0}
a{color:var(--link);display:inline-block;padding:.35rem 0;min-height:1.75rem}
a[aria-current]{color:inherit;font-weight:700}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1{font-size:1.7rem;line-height:1.25}
h2{font-size:1.3rem;margin-top:2.5rem}
article{border-block-start:1px solid var(--line);padding-block:.5rem 1rem}
h3,h4{font-size:1.1rem;margin:.75rem 0 .25rem}
.label{font-weight:700;margin-block:.75rem 0}
.label+p{margin-block-start:0}
.small{color:var(--quiet)}
.late{border:2px solid currentColor;border-radius:.25rem;padding:0 .4rem;color:var(--ink)}
svg{display:block;width:100%;max-width:24rem;height:auto;margin-block:.5rem}
.wide{overflow-x:auto}
table{border-collapse:collapse}
th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:start;font-weight:400}
thead th{font-weight:700}
`.trim();
