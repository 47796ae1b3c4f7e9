"""Badge pages and the directory: what certified persons agreed to show, written into the site.

Rules:
1. Only who agreed is here (`register.consents`): the caller hands over nobody else.
2. Search engines are kept away from pages whose persons did not agree to be found, and from the
   files that these offer, to which they would follow a link.
3. A page says what the signed badge says, with every scope item, condition and date. It never has
   a date of birth.
4. The address of a page whose consent was withdrawn answers with one page for all of them.
5. What is known of the status at the build is "not currently valid" or nothing: the live check in
   the visitor's browser tells the rest. The picture for social networks never has a status.
6. No script and no style stands in a page, and nothing is loaded from another site.
7. Files are made one by one: memory does not grow with the number of pages.

| module | what it is |
|---|---|
| values | what a page is made of |
| frame | templates, words and what all pages share |
| page | a person's page, in each language |
| directory | the searchable page and its index |
| digests | of what each file depends |
| outward | addresses for other sites: LinkedIn, embedding |
| card | the picture that networks show beside a link |
"""

from certpress.badge_pages.card import Card, draw
from certpress.badge_pages.directory import directory, row
from certpress.badge_pages.frame import POLICY, Edition, Frame, shared, shows_persons, words
from certpress.badge_pages.page import gone, person
from certpress.badge_pages.values import Listing, Profile

__all__ = [
    "POLICY",
    "Card",
    "Edition",
    "Frame",
    "Listing",
    "Profile",
    "directory",
    "draw",
    "gone",
    "person",
    "row",
    "shared",
    "shows_persons",
    "words",
]
