"""Documents: pages, cards and codes, a second and core.

Computing time counts, of all threads, in the quickest of ten groups of rounds, so that it is that
of one core on a machine that does other work as well. Each round has a certificate of its own. What
is beside them: for codes the `qrcode` package, which makes the same symbol; for pages an empty one
of the same standards by the same typesetter, for no public software prints such pages from data.
"""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage
from qrcode.util import QRData

from certpress import certificate, compact, pdf, proof, qr
from certpress.cli import workers
from certpress.keys import Role
from certpress.model import Body, Layout
from tests import world
from tests.bench import measure
from tests.bench.tables import Table, table

ROUNDS, FEW = 80, 20
SCALE = 8  # pixels a module, as in `documents`
EMPTY = '#set document(title: "{0}")\n#set text(lang: "en", font: "Noto Sans")\n= {0}\n'

Work = Callable[[], object]


def tables(_place: Path) -> Iterator[Table]:
    """The table of this subject."""
    os.environ[workers.THREADS] = "1"  # as in a process that prints
    numbers = itertools.count(1)
    empty = measure.computed(lambda: _empty(next(numbers)), ROUNDS)
    reference = measure.computed(_reference, FEW)
    rows, figures = [], {}
    for what, figure, work in _pages():
        took = measure.computed(work, ROUNDS)
        rows.append(
            (what, measure.ms(took), f"{1 / took:,.0f}", f"{empty / took:.0%} (empty page)")
        )
        figures[figure] = 1 / took
    took = measure.computed(_codes(), ROUNDS)
    ratio = reference / took
    rows.append(("QR code, as SVG and PNG", measure.ms(took), f"{1 / took:,.0f}", f"{ratio:.1f} ×"))
    figures |= {"qr_per_second": 1 / took, "qr_ratio_to_reference": ratio}
    figures["pdf_share_of_empty_page"] = empty * figures["pdf_per_second"]
    yield table("papers", ("document", "CPU ms", "a second and core", "beside it"), rows, figures)


def _pages() -> Iterator[tuple[str, str, Work]]:
    own = world.BODY
    two = replace(own, layout=Layout(languages=("en", "ar")))
    yield "certificate (PDF), one language", "pdf_per_second", _printing(own, pdf.render)
    yield "… two languages", "pdf_two_languages_per_second", _printing(two, pdf.render)
    yield "card (PDF)", "card_per_second", _printing(own, pdf.render_card)


def _printing(body: Body, render: pdf.Render) -> Work:
    """Prints a certificate unlike those before, with a code of its own."""
    document = proof.sign_set(
        certificate.unsigned(world.facts(), body), world.signer(Role.CERTIFICATES), world.NOW
    )
    embedded, address = compact.as_json(document), compact.address(body.base_url)
    digits, numbers = world.digits(document), itertools.count(1)
    codes = itertools.cycle([qr.encode(address, f"{digits[:-2]}{n}") for n in range(10, 20)])

    def work() -> bytes:
        facts, number = world.facts(), next(numbers)
        person = replace(facts.person, name=f"Jane Q. Doe {number}")
        one = replace(facts, number=f"NDT-2026-{number:05}", person=person)
        return render(
            one,
            body,
            code=next(codes),
            address=address.removesuffix("#"),
            credential=embedded,
            made=world.NOW,
        )

    return work


def _codes() -> Work:
    """Makes a symbol unlike those before, and both its pictures."""
    address, digits = _text()
    numbers = itertools.count(10_000)

    def work() -> object:
        symbol = qr.encode(address, f"{digits[:-5]}{next(numbers)}")
        return qr.svg(symbol), qr.png(symbol, SCALE)

    return work


def _reference() -> None:
    """The same symbol and pictures by the public package."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=SCALE)
    for part in _text():
        code.add_data(QRData(part))
    code.make(fit=True)
    code.make_image(image_factory=SvgPathImage).save(io.BytesIO())
    code.make_image(image_factory=PilImage).save(io.BytesIO())


def _text() -> tuple[str, str]:
    signed = world.signed()
    return compact.address(world.BODY.base_url), world.digits(signed)


def _empty(number: int) -> object:
    return pdf._compiler("certificate").compile(
        input=EMPTY.format(number).encode(), format="pdf", pdf_standards=pdf.STANDARDS, timestamp=0
    )
