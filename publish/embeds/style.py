"""The one style of embeds, and the policy that lets them be framed and lets in nothing else.

It is the same for every embed, so that its hash is too: an answer that only says "you have it already" carries the
same policy as the one it confirms. Light, dark, or what the reader prefers is a class of the page.
"""

from base64 import b64encode
from hashlib import sha256

from publish.drawing.paint import DARK, LIGHT, parted
from publish.drawing.svg import FONT

SIZES = ((296, 0), (460, 410), (640, 590), (960, 860))
"""Widths that a figure is drawn for, and from which width of the page on each is shown."""


def _variables(colours) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _shown() -> str:
    """Which of the drawings is seen in which width."""
    between = zip(SIZES, (*SIZES[1:], None), strict=True)
    rules = []
    for (wide, start), after in between:
        limits = [f"(min-width:{start}px)"] if start else []
        limits += [f"(max-width:{after[1] - 0.02}px)"] if after else []
        rules.append(f"@media {' and '.join(limits)}{{.w{wide}{{display:block}}}}")
    return "".join(rules)


STYLE = (
    f":root{{{_variables(LIGHT)}color-scheme:light}}"
    f"@media (prefers-color-scheme:dark){{:root.auto{{{_variables(DARK)}color-scheme:dark}}}}"
    f":root.dark{{{_variables(DARK)}color-scheme:dark}}"
    f"*{{box-sizing:border-box}}body{{margin:0;background:var(--ground);color:var(--ink);font:15px/1.45 {FONT}}}"
    "main{padding:14px 16px 16px;max-width:1240px;margin:0 auto}"
    "h1{font-size:19px;line-height:1.25;margin:0 0 3px;font-weight:650;text-wrap:balance}"
    "h1::before{content:'';display:block;width:32px;height:4px;background:var(--accent);margin-bottom:8px}"
    ".scope{color:var(--soft);margin:0 0 14px;font-size:14px}"
    "svg{display:none;width:100%;height:auto;overflow:visible;font-variant-numeric:tabular-nums}" + _shown() +
    ".notes{list-style:none;margin:10px 0 0;padding:0;font-size:13px;color:var(--soft)}.notes li{margin:3px 0}"
    "details{margin-top:10px;font-size:14px}summary{cursor:pointer;color:var(--soft);padding:4px 0;min-height:24px}"
    "table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}"
    "th,td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--rule);"
    "overflow-wrap:break-word;hyphens:auto}"
    "th{color:var(--quiet);font-size:13px;font-weight:400;border-color:var(--soft)}.v{text-align:right;padding-right:0}"
    "td.v{font-weight:600}"
    "footer{margin-top:12px;padding-top:8px;border-top:1px solid var(--rule);font-size:13px;color:var(--quiet)}footer p{margin:0}"
    "a{color:var(--accent);text-underline-offset:2px}td a{color:inherit;text-decoration-color:var(--quiet)}"
    ":focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}"
    ".said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
    "@media (min-width:860px){main{padding:20px 24px}h1{font-size:24px}.scope{font-size:15px}}"
    "@media (max-width:599px){.long thead{display:none}.long tr{display:block;border-bottom:1px solid var(--rule);padding:8px 0}"
    ".long td{display:flex;gap:10px;border:0;padding:1px 0;text-align:left}.long td::before{content:attr(data-h);color:var(--quiet);"
    "flex:0 0 36%}.long td:first-child{font-weight:600}.long td:first-child::before{content:none}}"
    "@media print{details>*{display:block}}"
)

POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)
"""Framing is allowed here and nowhere else in the program; there is no script to let in."""


def paint(given: str) -> str:
    """A paint as the style knows it: a variable of the ground, mixed with it where there is less of it."""
    name, share = parted(given)
    colour = f"var(--{name})" if name in LIGHT else name
    return colour if share >= 1 else f"color-mix(in srgb,{colour} {share * 100:.3g}%,var(--ground))"
