"""certpress consent: what a certified person agreed to make public, and what they took back."""

from __future__ import annotations

import json
from datetime import date

import click

from certpress import consents
from certpress.cli.decisions import user
from certpress.cli.options import Day
from certpress.cli.workspace import Workspace, entropy, say
from certpress.model import Audience
from certpress.register import Consent, ConsentText

_NAMES = {
    Audience.BADGE_PAGE: "a badge page",
    Audience.DIRECTORY: "the directory",
    Audience.SEARCH_ENGINES: "search engines",
}
_TO = click.Choice([str(one) for one in Audience])


@click.group()
def consent() -> None:
    """Record what certified persons agree to make public.

    Nothing about a person is public before. The words they agree to stand in content/consents/.

    \b
    Examples:
      certpress consent give NDT-2026-00417 --to badge-page
      certpress consent withdraw NDT-2026-00417 --to badge-page
      certpress consent show NDT-2026-00417
    """


@consent.command("give")
@click.argument("number")
@click.option("--to", "audience", type=_TO, required=True, help="Where the person is shown.")
@click.option("--on", type=Day(), default=None, help="The day they agreed (default: today).")
@click.option("--language", metavar="LANGUAGE", help="Of the text (default: the body's first).")
@click.option("--guardian", default="", metavar="NAME", help="Who agreed for a minor.")
@click.option("--place", default="", metavar="PLACE", help="Where to be found in the directory.")
@click.option("--entered-by", default=None, metavar="NAME", help="Who enters it (default: you).")
@click.pass_obj
def give(
    workspace: Workspace,
    number: str,
    audience: str,
    on: date | None,
    language: str | None,
    guardian: str,
    place: str,
    entered_by: str | None,
) -> None:
    """Record that a person agreed: to a badge page, the directory, or search engines.

    The text that they agreed to is kept, with its version and language. The page appears with the
    next build, once there is a badge. Who is listed in the directory may name a place, in their own
    words; given again with another place, the consent holds with that one.

    \b
    Examples:
      certpress consent give NDT-2026-00417 --to badge-page
      certpress consent give NDT-2026-00417 --to directory --on 2026-11-02 --language de
      certpress consent give NDT-2026-00417 --to directory --place Hamburg
    """
    to = Audience(audience)
    spoken = language or workspace.content.body.languages[0]
    text = consents.find(consents.load(workspace.folder / "content"), to, spoken)
    kept = record(
        workspace, number, to, on, text, guardian=guardian, place=place, entered_by=entered_by
    )
    say(f"{number}: agreed to {_NAMES[to]} on {kept.on} (text {text.version}, {text.language})")
    if kept.place:
        say(f"  to be found in {kept.place}")
    if to is Audience.BADGE_PAGE:
        say(f"  {workspace.content.body.base_url}b/{kept.address}/")
        say("next: certpress badge issue --all-consented, and certpress build")
    else:
        say("next: certpress build")


@consent.command("withdraw")
@click.argument("number")
@click.option("--to", "audience", type=_TO, required=True, help="Where the person was shown.")
@click.option("--on", type=Day(), default=None, help="The day they withdrew (default: today).")
@click.option("--entered-by", default=None, metavar="NAME", help="Who enters it (default: you).")
@click.pass_obj
def withdraw(
    workspace: Workspace, number: str, audience: str, on: date | None, entered_by: str | None
) -> None:
    """Record that a person took a consent back; what was shown is gone with the next build.

    \b
    Example:
      certpress consent withdraw NDT-2026-00417 --to badge-page
    """
    to = Audience(audience)
    kept = record(workspace, number, to, on, None, entered_by=entered_by)
    say(f"{number}: consent to {_NAMES[to]} withdrawn on {kept.on}")
    say("next: certpress build; then copy site/ to your web host, and delete there what is no")
    say("longer in it below b/ and directory/: until then it is public")


def record(
    workspace: Workspace,
    number: str,
    to: Audience,
    on: date | None,
    text: ConsentText | None,
    *,
    guardian: str = "",
    place: str = "",
    entered_by: str | None = None,
) -> Consent:
    """Record one step; without a text it is a withdrawal. The user is who enters it by default."""
    step = Consent(
        number=number,
        audience=to,
        given=text is not None,
        on=on or workspace.today,
        language=text.language if text else "",
        version=text.version if text else "",
        guardian=" ".join(guardian.split()),
        address="",
        entered_by=entered_by or user(),
        entered_at=workspace.now,
        place=" ".join(place.split()),
    )
    with workspace.register() as register:
        return register.consent(step, text, today=workspace.today, entropy=entropy)


@consent.command("show")
@click.argument("number", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def show(workspace: Workspace, number: str | None, as_json: bool) -> None:
    """Show the consents of one number, or all, given and withdrawn.

    \b
    Example:
      certpress consent show NDT-2026-00417
    """
    with workspace.register() as register:
        if number is not None:
            register.certification(number)  # a number that is none is told
        steps = tuple(register.consents(number))
        held = register.consented(number)
    if as_json:
        click.echo(json.dumps([_described(one) for one in steps], indent=1, ensure_ascii=False))
        return
    if not steps:
        say("no consents")
    for one in steps:
        holds = held.get(one.number, {}).get(one.audience) == one
        click.echo(_line(one) + (", holds" if holds else ""))


def _line(one: Consent) -> str:
    if not one.given:
        return f"{one.on}  {one.number}  {one.audience}: withdrawn"
    guardian = f", agreed by {one.guardian}" if one.guardian else ""
    page = f", page b/{one.address}/" if one.address else ""
    place = f", to be found in {one.place}" if one.place else ""
    said = f"given, text {one.version} ({one.language})"
    return f"{one.on}  {one.number}  {one.audience}: {said}{guardian}{place}{page}"


def _described(one: Consent) -> dict[str, str | bool]:
    return {
        "number": one.number,
        "to": str(one.audience),
        "given": one.given,
        "on": one.on.isoformat(),
        "language": one.language,
        "version": one.version,
        "guardian": one.guardian,
        "address": one.address,
        "place": one.place,
        "entered_by": one.entered_by,
        "entered_at": one.entered_at.isoformat(),
    }
