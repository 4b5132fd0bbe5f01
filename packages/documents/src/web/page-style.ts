/**
 * The page's style sheet. Prose is set as paper is: 仿宋 where there is one, two characters in, justified.
 * An explanation lies beside the prose where the window is wide, and comes up from below on a phone; a browser that knows no
 * popovers shows the explanations after the prose.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#595959;--paper:#fff;--ground:#f3f2ee;--line:#d5d2c8;--mark:#a3231b;
--prose:"FangSong_GB2312","仿宋_GB2312",FangSong,"仿宋",STFangsong,"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;
--plain:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
@media(prefers-color-scheme:dark){:root{--ink:#e9e6df;--soft:#aaa69c;--paper:#1d1c1a;--ground:#141312;--line:#45423b;--mark:#ff9a8b}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.7 var(--plain);-webkit-text-size-adjust:100%}
.moment,.absent{font-size:.875rem;color:var(--soft)}
.moment,main,.absent{max-width:44rem;margin-inline:auto;padding-inline:1.25rem}
.moment{padding-block:1rem}.moment p{margin:0}.moment b{color:var(--ink);font-weight:600}
code{font:.9em ui-monospace,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
main{background:var(--paper);padding:2.5rem 2rem;border-block:1px solid var(--line);font:1.1875rem/2 var(--prose);line-break:strict;overflow-wrap:anywhere;text-align:justify;text-spacing-trim:trim-start}
main p{margin:0;text-indent:2em}
h1{margin:0 0 1.5rem;font:600 1.625rem/1.5 "FZXiaoBiaoSong-B05S","方正小标宋简体",STZhongsong,"Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;text-align:center;text-wrap:balance;word-break:auto-phrase}
main h2{margin:0;text-indent:2em;font:400 1em/2 SimHei,"黑体","Noto Sans CJK SC",var(--plain)}
main h3{margin:0;text-indent:2em;font:400 1em/2 KaiTi_GB2312,"楷体_GB2312",KaiTi,"楷体",STKaiti,var(--prose)}
.lead{font-family:KaiTi_GB2312,"楷体_GB2312",KaiTi,"楷体",STKaiti,var(--prose)}
main .to,main .sign{text-indent:0}main .sign{margin-top:2em;text-align:right;padding-right:2em}
.keep{white-space:nowrap}
.fig{display:inline;margin:0;padding:0 .05em;border:0;border-bottom:2px dotted var(--mark);border-radius:0;background:none;color:inherit;font:inherit;line-height:1.2;font-variant-numeric:tabular-nums;cursor:pointer;text-indent:0;white-space:nowrap;-webkit-appearance:none;appearance:none}
.fig:hover{background:color-mix(in srgb,var(--mark) 12%,transparent)}
:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
.why{max-width:44rem;margin:0 auto;padding:0;border:0;border-top:3px solid var(--mark);background:var(--paper);color:var(--ink);font-size:.9375rem;text-align:left;overflow:auto;overscroll-behavior:contain}
@supports selector(:popover-open){.why{position:fixed;inset:auto 0 0 0;width:auto;max-width:none;margin:0;max-height:72vh;box-shadow:0 0 2rem #0006}}
.why header{position:sticky;top:0;display:flex;gap:1rem;align-items:start;justify-content:space-between;padding:.75rem 1.25rem;background:var(--paper);border-bottom:1px solid var(--line)}
.why h2{margin:0;font-size:1rem;line-height:1.5}.why .big{display:block;font-size:1.375rem;font-weight:600;font-variant-numeric:tabular-nums}
.why .x{flex:none;min-width:2.75rem;min-height:2.75rem;padding:0 .75rem;border:1px solid var(--line);border-radius:.375rem;background:none;color:inherit;font:inherit;cursor:pointer}
.why .in{padding:.75rem 1.25rem 2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.375rem 1rem;margin:0 0 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
table{width:100%;margin:1rem 0 0;border-collapse:collapse;font-size:.875rem;line-height:1.5;font-variant-numeric:tabular-nums}
caption{padding:.25rem 0;text-align:left;font-weight:600}caption span{font-weight:400;color:var(--soft)}
th,td{padding:.3rem .5rem .3rem 0;border-top:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{color:var(--soft);font-weight:400;white-space:nowrap}tfoot th,tfoot td{color:var(--ink);font-weight:600}
td:nth-last-child(2){white-space:nowrap}tr>:last-child{padding-right:0;text-align:right;white-space:nowrap}
.absent{padding-block:1.5rem 3rem}.absent h2{margin:0;font-size:1rem;color:var(--ink)}.absent p{margin:0 0 .5rem}.absent ul{margin:0;padding:0 0 0 1.25rem}.absent .fig{color:var(--ink)}
@media(min-width:70rem){.moment,main,.absent{width:44rem;max-width:calc(100vw - 33rem);margin-inline:max(1rem,calc((100vw - 33rem - 44rem)/2)) auto}
@supports selector(:popover-open){.why{inset:0 0 0 auto;width:32rem;height:100%;max-height:none;border-top:0;border-left:3px solid var(--mark)}}}
@media(max-width:40rem){main{padding:1.5rem 1.25rem;font-size:1.125rem;line-height:1.9}h1{font-size:1.375rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}
.why table,.why caption,.why tbody,.why tfoot{display:block}.why tfoot tr{display:flex;justify-content:space-between;padding:.375rem 0;border-top:1px solid var(--line)}.why tfoot th,.why tfoot td{padding:0;border:0}
.why thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.why tbody tr{display:grid;grid-template-columns:1fr auto auto;gap:0 .75rem;padding:.375rem 0;border-top:1px solid var(--line)}
.why tbody td{padding:0;border:0;white-space:normal;text-align:left}.why tbody td.s,.why tbody td:nth-last-child(5){grid-column:1/-1}.why tbody td:not(.s){color:var(--soft)}.why tbody td:last-child{color:var(--ink);text-align:right}}
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@media print{:root{--ink:#000;--paper:#fff;--ground:#fff;--soft:#000}.moment .tip,.absent,.why{display:none!important}
.moment,main{width:auto;max-width:none;margin:0;padding:0;border:0}body{display:flex;flex-direction:column}.moment{order:2;padding-top:1.5em;font:7.5pt/1.6 SimSun,"Noto Serif CJK SC",serif}
main{font-size:16pt;line-height:28.95pt}h1{font-size:22pt;line-height:28.95pt;font-weight:400;margin-bottom:28.95pt}main h2,main h3{line-height:28.95pt;break-after:avoid}.fig{border:0;padding:0}}
`

/**
 * Where a browser knows no popovers, explanations stand in the page after the prose, and this leads to them and back.
 * Everything else works without script.
 */
export const PAGE_SCRIPT = `if(!('popover'in HTMLElement.prototype)){document.addEventListener('click',function(e){var b=e.target.closest('[popovertarget]');if(!b)return;var w=document.getElementById(b.getAttribute('popovertarget'));if(b.className==='x'){if(back)back.focus()}else{back=b;w.tabIndex=-1;w.focus();w.scrollIntoView()}});var back}`
