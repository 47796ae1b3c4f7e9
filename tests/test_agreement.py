"""What cross-checks have to do: find where pages, register and certificates disagree."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from certpress import content
from certpress.clauses import State, Weight, agreement, quantities
from tests.test_clauses import HELD, NDT, Change, change, entry, fault, folder, review

__all__ = ["change", "folder"]  # fixtures


def test_certificates_that_agree(folder: Path) -> None:
    """A certificate of a published edition, within its scope and interval, is no finding."""
    assert review(folder, HELD).stops == ()


def test_a_longer_period_than_the_page_says(folder: Path) -> None:
    """A certificate that lasts longer than the interval on the page contradicts it."""
    longer = replace(HELD, valid_until=date(2031, 1, 15))
    found = fault(folder, "agreement.interval", longer)
    assert "NDT-2026-00001 has a longer period than the 60 months" in found.problem
    assert (found.weight, found.clause) == (Weight.STOP, "information.agreement")


def test_a_scope_item_that_the_page_lacks(folder: Path) -> None:
    """Every scope item on a certificate has its place on the page of the edition."""
    found = fault(folder, "agreement.item", replace(HELD, items=("UT-2-X",)))
    assert "UT-2-X" in found.problem
    assert found.where.startswith(f"content/{NDT}/scheme.yml:")


def test_an_edition_that_is_gone(folder: Path) -> None:
    """Every edition that a certificate names is published."""
    many = [replace(HELD, edition="2012-1", number=f"NDT-{n}") for n in range(5)]
    problem = fault(folder, "agreement.edition", *many).problem
    assert "NDT-0, NDT-1, NDT-2 and 2 more certificates have this edition" in problem


def test_an_edition_that_cannot_be_read_is_not_gone(folder: Path, change: Change) -> None:
    """Where a file of the edition has a slip, the slip is told, and no folder is asked for."""
    change(f"{NDT}/scheme.yml", "^interval_months: 60$", "interval_months: sixty")
    faults = review(folder, HELD).stops
    assert [one.code for one in faults] == ["content.malformed"]


def test_a_code_that_is_no_scope_item(folder: Path, change: Change) -> None:
    """A code in a text is one of the edition's."""
    change(f"{NDT}/scope.md", "`UT-2-W`", "`UT-2-Q`")
    found = fault(folder, "agreement.code")
    assert found.problem == "UT-2-Q is no scope item of this edition"


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("It is valid for five years.", 60),
        ("A certificate lasts 36 months.", 36),
        ("Es ist gültig für 5 Jahre.", 60),
        ("Le certificat est valable pour trois ans.", 36),
        ("El certificado tiene una vigencia de 5 años.", 60),
        ("الشهادة صالحة لمدة 5 سنوات", 60),
        ("证书有效期为5年。", 60),
    ],
)
def test_how_long_a_certificate_lasts_in_words(said: str, months: int) -> None:
    """Lengths of validity are read in words and digits, in each language."""
    language = {"E": "de", "L": "fr", "ا": "ar", "证": "zh"}.get(said[0], "en")
    language = "es" if said.startswith("El ") else language
    assert [count for _, _, count in quantities.validity(said, language)] == [months]


def test_an_interval_in_words_that_differs(folder: Path, change: Change) -> None:
    """A text that says another interval than the certificates' contradicts."""
    change(f"{NDT}/recertification.md", r"\A", "A certificate is valid for three years.\n\n")
    found = fault(folder, "agreement.interval")
    assert "interval_months in scheme.yml is 60" in found.problem


@pytest.mark.parametrize(
    "text",
    [
        "An appeal within 20 days is heard.",
        "Appeal within **60 days**.",
        "An appeal within two weeks.",
    ],
)
def test_a_time_limit_that_another_page_denies(folder: Path, change: Change, text: str) -> None:
    """A text that says another time limit than the one defined contradicts it."""
    defined = "promises:\n  - {key: time:appeal, says: 30 days, wordings: ['appeal within {}']}\n"
    change("body.yml", r"^promises:\n.*?(?=^\w|\Z)|\Z", "\n" + defined)
    change("pages/complaints.md", r"\Z", f"\n{text}\n")
    found = fault(folder, "agreement.promise")
    assert "time:appeal in content/body.yml says 30 days" in found.problem
    assert "[[time:appeal]]" in found.wanted


@pytest.mark.parametrize(
    ("text", "phrase", "words"),
    [
        ("Appeal within 30 days of it.", "appeal within {}", "30 days"),
        ("Appeal within thirty days.", "appeal within {}", "30 days"),
        ("| A lost one | £ 25 |", "lost one {}", "£25"),
        ("An appeal costs nothing.", "appeal costs {}", "nothing"),
        ("You appeal within the time below.", "appeal within {}", "30 days"),
    ],
)
def test_an_amount_that_is_the_same(text: str, phrase: str, words: str) -> None:
    """Spacing, capitals and numbers in words make no difference, and no amount is none."""
    assert list(quantities.differing(text, phrase, words)) == []


@pytest.mark.parametrize(
    ("text", "phrase", "words"),
    [
        ("| A lost one | £ 250 |", "lost one {}", "£ 25"),
        ("Appeal within 30 working days.", "appeal within {}", "30 days"),
        ("An appeal costs nothing.", "appeal costs {}", "£ 25"),
        ("30 Tage nach der Entscheidung", "{} nach der Entscheidung", "20 Tage"),
    ],
)
def test_an_amount_that_differs(text: str, phrase: str, words: str) -> None:
    """Another number, another unit, or nothing in place of something is another amount."""
    assert len(list(quantities.differing(text, phrase, words))) == 1


def test_a_claim_of_accreditation_that_does_not_hold(folder: Path, change: Change) -> None:
    """A scheme outside the accreditation's scope does not say that it is accredited."""
    change("schemes/dpo/2017-1/scope.md", r"\Z", "\nThis scheme is accredited.\n")
    assert fault(folder, "agreement.accredited").clause == "accreditation.statement"


def test_an_accreditation_that_has_ended(folder: Path, change: Change) -> None:
    """An accreditation that has ended is reported."""
    change("body.yml", "    since: 2014-05-01", "    since: 2014-05-01\n    until: 2026-10-31")
    assert fault(folder, "agreement.ended").weight is Weight.REPORT


SYMBOL = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>\n'


def with_symbol(folder: Path, change: Change) -> None:
    """A body whose accreditation has a symbol."""
    (folder / "pictures").mkdir(exist_ok=True)
    (folder / "pictures/acni.svg").write_text(SYMBOL, encoding="utf-8")
    change("body.yml", "    since: 2014-05-01", "    since: 2014-05-01\n    symbol: acni.svg")


def test_a_symbol_with_its_number(folder: Path, change: Change) -> None:
    """A symbol that body.yml names beside the number is no finding."""
    with_symbol(folder, change)
    assert review(folder).stops == ()


@pytest.mark.parametrize("name", ["acni.svg", "copy.svg"])
def test_a_symbol_in_a_text(folder: Path, change: Change, name: str) -> None:
    """No text shows the symbol, under its name or another: there its number would be missing."""
    with_symbol(folder, change)
    (folder / "pictures" / name).write_text(SYMBOL, encoding="utf-8")
    change("pages/fees.md", r"\Z", f"\n![ACNI](pictures/{name})\n")
    assert "without its number" in fault(folder, "agreement.symbol").problem


def test_a_symbol_as_the_logo(folder: Path, change: Change) -> None:
    """The symbol is not the body's logo, which certificates and badges carry."""
    with_symbol(folder, change)
    (folder / "logo.svg").write_text(SYMBOL, encoding="utf-8")
    assert fault(folder, "agreement.symbol").problem == "the symbol is the body's logo"


EMBEDDED = base64.b64encode(SYMBOL.encode()).decode()


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("ndt.svg", SYMBOL),
        ("acni.svg", SYMBOL.replace("9", "8")),
        ("ndt.svg", f'<svg xmlns="x"><image href="data:image/svg+xml;base64,{EMBEDDED}"/></svg>'),
        ("ndt.svg", SYMBOL.replace("<circle", '<image href="acni.svg"/><circle')),
    ],
)
def test_a_symbol_in_a_badge(folder: Path, change: Change, name: str, drawn: str) -> None:
    """No picture of a badge is the symbol, has its name, or holds it."""
    with_symbol(folder, change)
    (folder / "badges").mkdir()
    (folder / "badges" / name).write_text(drawn, encoding="utf-8")
    found = content.load(folder)
    assert agreement.symbol_in(found, name, drawn.encode()) == "acni.svg"
    if found.badges:
        assert "stands in a badge" in fault(folder, "agreement.symbol").problem


def test_another_picture_in_a_badge(folder: Path, change: Change) -> None:
    """The body's own picture is no finding."""
    with_symbol(folder, change)
    (folder / "badges").mkdir()
    drawn = SYMBOL.replace("circle", "ellipse")
    (folder / "badges/ndt.svg").write_text(drawn, encoding="utf-8")
    assert review(folder).stops == ()


# Approvals


@pytest.mark.parametrize("field", ["owner", "approved_by", "approved", "review_by"])
def test_an_approval_that_lacks_a_field(folder: Path, change: Change, field: str) -> None:
    """Each text names owner, who approved it, when, and when it is due again."""
    change("pages/appeals.md", f"^{field}: .*?\n", "")
    found = fault(folder, "approval.missing")
    assert (found.weight, found.problem) == (Weight.STOP, f"its approval lacks {field}")


def test_an_approval_of_what_nobody_is_owed(folder: Path, change: Change) -> None:
    """A lacking approval of what is owed to others is reported."""
    change("pages/privacy.md", "^approved_by: .*?\n", "")
    assert fault(folder, "approval.missing").weight is Weight.REPORT


def test_an_approver_whom_the_body_does_not_name(folder: Path, change: Change) -> None:
    """Who approved a text is one of the people of the body."""
    change("pages/appeals.md", "^approved_by: .*?$", "approved_by: Somebody Else")
    assert entry(folder, "information.approval").state is State.CONTRADICTORY


def test_an_approval_on_a_day_that_has_not_come(folder: Path, change: Change) -> None:
    """A text is published after its approval."""
    change("pages/appeals.md", "^approved: .*?$", "approved: 2026-11-21")
    assert fault(folder, "agreement.approved").where == "content/pages/appeals.md:6"
    assert review(folder, today=date(2026, 11, 21)).stops == ()


# Wording


def test_a_sentence_that_harms_impartiality_is_reported(folder: Path, change: Change) -> None:
    """By default such a sentence is reported, with its line and what to write instead."""
    change("pages/fees.md", r"\Z", "\nWith our partner's course the examination is easier.\n")
    found = fault(folder, "wording.easier")
    assert found.weight is Weight.REPORT
    assert "makes no difference" in found.wanted


ERROR = "checks:\n  wording: error\n"
ALLOWED = (
    "  allowed_wording:\n    - {sentence: examination is easier, reason: A quotation., by: %s}\n"
)


def test_such_a_sentence_stops_the_build_where_the_body_says_so(
    folder: Path, change: Change
) -> None:
    """A body may have such sentences stop its build."""
    change("pages/fees.md", r"\Z", "\nWith our partner's course the examination is easier.\n")
    change("body.yml", r"^checks:\n(  .*?\n)+", ERROR)
    assert fault(folder, "wording.easier").weight is Weight.STOP


def test_a_sentence_that_may_stay(folder: Path, change: Change) -> None:
    """A sentence that one of the people allows with a reason is no finding."""
    change("pages/fees.md", r"\Z", "\nWith our partner's course the examination is easier.\n")
    change("body.yml", r"^checks:\n(  .*?\n)+", ERROR + ALLOWED % "Dr Maren Okafor-Lindqvist")
    assert entry(folder, "impartiality.training").findings == ()


def test_a_sentence_that_nobody_of_the_body_allows(folder: Path, change: Change) -> None:
    """An allowance needs the name of one of the people, and a sentence that is there."""
    change("body.yml", r"^checks:\n(  .*?\n)+", ERROR + ALLOWED % "Somebody Else")
    assert {f.code for f in entry(folder, "impartiality.training").findings} == {
        "wording.by",
        "wording.unused",
    }
