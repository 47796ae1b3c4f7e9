"""From the shapes of body.yml and of the statement on impartiality to their values."""

from __future__ import annotations

from certpress import model
from certpress.content import shapes
from certpress.content.values import Allowed, Checks, Impartiality, Page


def made(shape: shapes.BodyShape, base_url: str) -> model.Body:
    """The body; `base_url` is its address, wherever that was given."""
    return model.Body(
        name=shape.name,
        short_name=shape.short_name,
        base_url=base_url,
        timezone=shape.timezone,
        telephone=shape.telephone,
        email=shape.email,
        address=tuple(shape.address),
        url=shape.url,
        languages=tuple(shape.languages),
        colour=shape.colour,
        accreditations=tuple(
            model.Accreditation(
                body=entry.body,
                number=entry.number,
                schemes=tuple(entry.schemes),
                since=entry.since,
                until=entry.until,
                standard=entry.standard,
                url=entry.url or "",
                symbol=entry.symbol or "",
            )
            for entry in shape.accreditations
        ),
        logo=shape.logo or "",
        demonstration=shape.demonstration,
        paper=shape.paper,
        linkedin=shape.linkedin or "",
    )


def statement(shape: shapes.ImpartialityShape, page: Page) -> Impartiality:
    """The statement on impartiality that stands on a page."""
    return Impartiality(
        page=page,
        importance=shape.importance or "",
        conflicts_of_interest=shape.conflicts_of_interest or "",
        objectivity=shape.objectivity or "",
        signed_by=model.Signatory(name=shape.signed.name or "", role=shape.signed.role or ""),
        signed_on=shape.signed.on,
    )


def checks(shape: shapes.ChecksShape) -> Checks:
    """How the texts of this body are looked at."""
    return Checks(
        standard=shape.standard,
        grace_days=shape.grace_days,
        wording=shape.wording,
        allowed_wording=tuple(
            Allowed(sentence=one.sentence, reason=one.reason, by=one.by)
            for one in shape.allowed_wording
        ),
    )
