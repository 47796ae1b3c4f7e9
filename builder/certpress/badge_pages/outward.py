"""Addresses and code for other sites.

Source of the parameters: LinkedIn, "Add to profile", https://addtoprofile.linkedin.com/
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlencode

from certpress.certificate import Facts
from certpress.model import Body


def linkedin(facts: Facts, body: Body, page: str) -> str:
    """Where a click adds the certification to a LinkedIn profile; months count from 1."""
    began, ends = (day.split("-") for day in (facts.valid_from, facts.valid_until))
    named = {"organizationId": body.linkedin} if body.linkedin else {"organizationName": facts.body}
    values = {
        "startTask": "CERTIFICATION_NAME",
        "name": facts.scheme,
        **named,
        "issueYear": began[0],
        "issueMonth": str(int(began[1])),
        "expirationYear": ends[0],
        "expirationMonth": str(int(ends[1])),
        "certUrl": page,
        "certId": facts.number,
    }
    return f"https://www.linkedin.com/profile/add?{urlencode(values, quote_via=quote)}"


def embedded(body: Body, page: str) -> str:
    """HTML that shows the badge with its live status on any site."""
    script, badge = (escape(f"{start}", quote=True) for start in (body.base_url, page))
    return (
        f'<script type="module" src="{script}v/status.js"></script>\n'
        f'<certpress-status src="{badge}badge.json"></certpress-status>'
    )
