"""certpress deliver: each certified person is mailed theirs, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.office import (
    AUTHORISED,
    BY,
    COLUMNS,
    DATED,
    REDUCED,
    SUSPENDED,
    VALID,
    WITHDRAWN,
    Done,
    Office,
)
from tests.postbox import Postbox, postbox

ADA, LI, OMAR = "ada@example.org", "li@example.org", "omar@example.org"
PEOPLE = f"number,email,language\n{VALID},{ADA},de\n{REDUCED},{LI},\n{DATED},{OMAR},ar\n"


@pytest.fixture
def server(body: Office) -> Iterator[Postbox]:
    """The body's mail server, and the file of addresses."""
    with postbox() as kept:
        write(body, "credentials/mail.yml", f"host: 127.0.0.1\nport: {kept.port}\nsecurity: none\n")
        write(body, "addresses.csv", PEOPLE)
        yield kept


def write(body: Office, name: str, text: str) -> Path:
    path = body.folder.joinpath(*name.split("/"))
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def deliver(body: Office, *words: str | Path) -> Done:
    return body.run("deliver", body.folder / "addresses.csv", *words)


def log(body: Office) -> list[dict[str, str]]:
    data = (body.folder / "credentials" / "delivered.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in data.splitlines()]


def attached(message: EmailMessage) -> dict[str, bytes]:
    return {
        part.get_filename() or "": part.get_payload(decode=True) or b""  # type: ignore[misc]
        for part in message.iter_attachments()
    }


def words_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_each_person_is_sent_their_own_documents(body: Office, server: Postbox) -> None:
    """Byte for byte what lies in their folder, and nobody else's."""
    assert deliver(body).code == 0
    assert [to for to, _ in server.messages] == [ADA, LI, OMAR]
    for number, (_, message) in zip((VALID, REDUCED, DATED), server.messages, strict=True):
        folder = body.folder / "credentials" / "documents" / number
        files = attached(message)
        assert set(files) == {"certificate.pdf", "certificate.json"}
        assert all((folder / name).read_bytes() == data for name, data in files.items())


def test_the_letter_is_in_the_persons_language(body: Office, server: Postbox) -> None:
    """In words and in the form of dates; without a language of their own, in the body's first."""
    deliver(body)
    german, english, arabic = (message for _, message in server.messages)
    assert german["Subject"] == f"Ihr Zertifikat {VALID}"
    assert "15. Januar 2026" in words_of(german, "plain")
    assert "Dear 李 小龙" in words_of(english, "plain")
    assert 'lang="ar" dir="rtl"' in words_of(arabic, "html")


def test_nobody_is_sent_the_same_twice(body: Office, server: Postbox) -> None:
    """The command may be run as often as one likes."""
    deliver(body)
    again = deliver(body)
    assert (again.code, len(server.messages)) == (0, 3)
    assert "nobody is left" in again.err


def test_a_new_certificate_is_sent(body: Office, server: Postbox) -> None:
    """Of the same number, to the same person: it is another certificate."""
    deliver(body)
    body.ok("decide", "reduce", VALID, "--scope", "PT-2-W", *BY, *AUTHORISED)
    body.ok("issue")
    assert deliver(body).code == 0
    assert [to for to, _ in server.messages[3:]] == [ADA]


def test_a_refused_address_stops_no_other(body: Office, server: Postbox) -> None:
    """It is named, and tried again the next time."""
    server.refuses = {LI}
    first = deliver(body)
    assert (first.code, [to for to, _ in server.messages]) == (1, [ADA, OMAR])
    assert f"not sent: {REDUCED} to {LI}: the server refused: 550" in first.err
    server.refuses = set()
    assert deliver(body).code == 0
    assert server.messages[-1][0] == LI


def test_a_connection_that_breaks_is_taken_up_again(body: Office, server: Postbox) -> None:
    """Who had theirs before the break is passed over, the others follow."""
    server.breaks = {LI}
    broken = deliver(body)
    assert broken.code == 4
    assert "1 of 3 messages sent" in broken.err
    server.breaks = set()
    assert deliver(body).code == 0
    assert [to for to, _ in server.messages] == [ADA, LI, OMAR]


def test_what_may_have_arrived_is_not_sent_again_unasked(body: Office, server: Postbox) -> None:
    """A server that fell silent after it had the message may have sent it on."""
    server.forgets = {LI}
    assert deliver(body).code == 4
    server.forgets = set()
    next_time = deliver(body)
    assert (next_time.code, [to for to, _ in server.messages]) == (1, [ADA, OMAR])
    assert f"while it was sent to {LI}; ask" in next_time.err
    assert deliver(body, "--again", REDUCED).code == 0
    assert server.messages[-1][0] == LI


def test_who_is_suspended_is_sent_nothing_unasked(body: Office, server: Postbox) -> None:
    """It is told, nobody else waits for it, and after a reinstatement it is made up for."""
    write(body, "addresses.csv", f"{PEOPLE}{SUSPENDED},ada.q@example.org,\n")
    done = deliver(body)
    assert (done.code, len(server.messages)) == (1, 3)
    assert f"{SUSPENDED}: not sent: the certification is suspended" in done.err
    body.decide("reinstate", SUSPENDED)
    assert (deliver(body).code, len(server.messages)) == (0, 4)


def test_days_are_written_as_on_the_certificate(body: Office, server: Postbox) -> None:
    """Letter and paper say the same, so that nobody wonders."""
    deliver(body, REDUCED)
    assert "from 1 March 2024 until" in words_of(server.messages[0][1], "plain")


def test_a_dry_run_sends_nothing(body: Office, server: Postbox, tmp_path: Path) -> None:
    """It tells who would be sent what, and writes the messages down to be looked at."""
    done = deliver(body, "--dry-run", "--save", tmp_path / "letters")
    assert (done.code, server.messages) == (0, [])
    assert f'{VALID} to {ADA} (de): "Ihr Zertifikat {VALID}"' in done.err
    saved = (tmp_path / "letters" / f"{VALID}.eml").read_bytes()
    assert message_from_bytes(saved, policy=policy.default)["To"] == ADA
    assert not (body.folder / "credentials" / "delivered.jsonl").exists()


@pytest.mark.usefixtures("server")
def test_the_log_says_what_went_where(body: Office) -> None:
    """For each message: before it was handed over, and what the server said."""
    deliver(body)
    first, second = log(body)[:2]
    assert (first["state"], second["state"], second["to"]) == ("sending", "sent", ADA)
    assert second["said"] == "250 taken"
    assert set(second["files"]) == {"certificate.pdf", "certificate.json"}


def test_a_name_is_text_in_the_html_of_a_letter(body: Office, server: Postbox) -> None:
    """Whatever a name holds, it is no mark-up."""
    decided = "2026-05-30,Tomás Brightwater,file 2,Ann Quill,Head,"
    row = f"correct,{VALID},<b>Ada</b> & *Co*,,,,,,,,{decided}\n"
    path = write(body, "correct.csv", f"{COLUMNS}\n{row}")
    body.ok("import", path)
    body.ok("issue")
    deliver(body)
    assert "&lt;b&gt;Ada&lt;/b&gt; &amp; *Co*" in words_of(server.messages[0][1], "html")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            f"{VALID},not an address,",
            'addresses.csv:2: email: expected an e-mail address, got "not',
        ),
        (f"{VALID},a@b.example\u2028Bcc: x@y.example,", "expected an e-mail address"),
        (f"{VALID},,", "addresses.csv:2: email: this cell is empty"),
        ("NDT-2026-99999,a@b.example,", "addresses.csv:2: number: there is no certification"),
        (f"{WITHDRAWN},a@b.example,", f"{WITHDRAWN} is no longer in force"),
        (f"{VALID},a@b.example,fr", "there is no letter in fr"),
        (f"{VALID},a@b.example,\n{VALID},b@b.example,", "stands at addresses.csv:2 already"),
    ],
)
def test_a_row_that_cannot_be_used_stops_all(
    body: Office, server: Postbox, row: str, told: str
) -> None:
    """It is told with its place, before anybody is written to."""
    write(body, "addresses.csv", f"number,email,language\n{row}\n")
    done = deliver(body)
    assert (done.code, server.messages) == (1, [])
    assert told in done.err


def test_a_field_that_does_not_exist_is_refused(body: Office, server: Postbox) -> None:
    """A slip in a letter would reach every person."""
    write(body, "content/letters/en.md", "---\nsubject: Yours\n---\n\nDear {nmae},\n")
    done = deliver(body)
    assert (done.code, server.messages) == (1, [])
    assert "content/letters/en.md:5: there is no field {nmae}" in done.err
    assert "did you mean {name}?" in done.err


def test_names_are_not_sent_over_a_network_in_the_clear(body: Office, server: Postbox) -> None:
    """Without encryption only a server on this machine is handed mail."""
    write(body, "credentials/mail.yml", "host: mail.example.org\nport: 25\nsecurity: none\n")
    done = deliver(body)
    assert (done.code, server.messages) == (3, [])
    assert "credentials/mail.yml:3" in done.err


def test_a_server_without_encryption_is_not_trusted_with_it(body: Office, server: Postbox) -> None:
    """Where starttls was asked for, nothing is sent without it."""
    write(body, "credentials/mail.yml", f"host: 127.0.0.1\nport: {server.port}\n")
    done = deliver(body)
    assert (done.code, server.messages) == (4, [])


@pytest.mark.usefixtures("server")
def test_a_server_that_is_not_there(body: Office) -> None:
    """The place is told, and what to look at."""
    write(body, "credentials/mail.yml", "host: 127.0.0.1\nport: 1\nsecurity: none\n")
    done = deliver(body)
    assert done.code == 4
    assert "127.0.0.1:1: cannot be reached" in done.err
    assert "hint: check host, port and security" in done.err


def test_missing_documents_are_named(body: Office, server: Postbox) -> None:
    """What lies in a folder may not be what the register holds."""
    (body.folder / "credentials" / "documents" / VALID / "certificate.json").unlink()
    done = deliver(body)
    assert (done.code, server.messages) == (1, [])
    assert f"{VALID}/certificate.json: is not there" in done.err


def test_a_log_that_was_cut_off_is_gone_on_with(body: Office, server: Postbox) -> None:
    """A power failure in the middle of a line loses nothing that was known before."""
    deliver(body)
    path = body.folder / "credentials" / "delivered.jsonl"
    path.write_bytes(path.read_bytes() + b'{"at": "2026-')
    assert deliver(body).code == 0
    body.ok("decide", "reduce", VALID, "--scope", "PT-2-W", *BY, *AUTHORISED)
    body.ok("issue")
    assert deliver(body).code == 0
    assert len(server.messages) == 4
