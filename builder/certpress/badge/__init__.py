"""The badge: a certificate in the medium in which people show it, and the pictures that carry it.

A badge is a credential of strict Open Badges 3.0, made of a signed certificate. It says what the
certificate says: who, the scheme and its edition, every scope item, conditions, first and last
day, who authorised it, and under which accreditation.

| module | what it is |
|---|---|
| document | the unsigned badge of a certificate |
| png | the credential in a chunk of a PNG, and back |
| svg | the credential in an element of an SVG, and back |

Source: https://www.imsglobal.org/spec/ob/v3p0/, https://www.imsglobal.org/spec/ob/v3p0/#baking
"""

from certpress.badge.document import build, picture_address, sign
from certpress.badge.png import bake_png, from_png, is_png
from certpress.badge.svg import bake_svg, from_svg, is_svg

__all__ = [
    "bake_png",
    "bake_svg",
    "build",
    "from_png",
    "from_svg",
    "is_png",
    "is_svg",
    "picture_address",
    "sign",
]
