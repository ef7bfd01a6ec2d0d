"""Add sites and say how long it takes from one to another."""

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.sites import Site
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store import sites
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.sites import list_sites

_LONGEST_MINUTES = 24 * 60


def add_site(
    desk: Desk,
    actor: Actor,
    *,
    site_id: str,
    name: str,
    org_code: str | None = None,
    aliases: tuple[str, ...] = (),
) -> str:
    """Add a site, or change the one with that id, and return its id.

    Raises:
        WrongUseError: there is a site with that id already, or id or name is empty.
    """
    if not site_id.strip() or "|" in site_id or not name.strip():
        raise WrongUseError("A site needs an id (without “|”) and a name.")
    if any(site.id == site_id for site in list_sites(desk.connection)):
        raise WrongUseError(f"There is a site {site_id} already.")
    org_id = organisation_by_code(desk, org_code).id if org_code else None
    site = Site(site_id, name, org_id, aliases)
    write = Write(sites.site_item(site_id), sites.SITE, {**sites.site_fields(site), DELETED: False})
    record(desk, actor, f"Added the site {name}", [write])
    return site_id


def change_site(desk: Desk, actor: Actor, site: Site) -> None:
    """Give a site a new name, organisation or aliases.

    Raises:
        NotFoundError: there is no such site.
        WrongUseError: it has no name.
    """
    site_by_id(desk, site.id)
    if not site.name.strip():
        raise WrongUseError("A site needs a name.")
    write = Write(sites.site_item(site.id), sites.SITE, sites.site_fields(site))
    record(desk, actor, f"Changed the site {site.name}", [write])


def remove_site(desk: Desk, actor: Actor, site_id: str) -> None:
    """Take a site away; journeys to it are kept for when it comes back."""
    site = site_by_id(desk, site_id)
    write = Write(sites.site_item(site_id), sites.SITE, {DELETED: True})
    record(desk, actor, f"Removed the site {site.name}", [write])


def set_travel(desk: Desk, actor: Actor, a: str, b: str, minutes: int) -> None:
    """Say how many minutes it takes between two sites, either way.

    Raises:
        NotFoundError: one of the sites is not known.
        WrongUseError: the sites are one, or the minutes are not between 0 and a day.
    """
    first, second = site_by_id(desk, a), site_by_id(desk, b)
    if first.id == second.id:
        raise WrongUseError("A journey needs two different sites.")
    if not 0 <= minutes <= _LONGEST_MINUTES:
        raise WrongUseError(f"A journey takes from 0 to {_LONGEST_MINUTES} minutes.")
    fields = {**sites.travel_fields(a, b, minutes), DELETED: False}
    write = Write(sites.travel_item(a, b), sites.TRAVEL, fields)
    record(desk, actor, f"Set {first.name} to {second.name} to {minutes} minutes", [write])


def forget_travel(desk: Desk, actor: Actor, a: str, b: str) -> None:
    """Say that nobody knows how long it takes between two sites.

    Raises:
        NotFoundError: one of the sites is not known.
    """
    first, second = site_by_id(desk, a), site_by_id(desk, b)
    write = Write(sites.travel_item(a, b), sites.TRAVEL, {DELETED: True})
    record(desk, actor, f"Forgot the time from {first.name} to {second.name}", [write])


def site_by_id(desk: ReadableDesk, site_id: str) -> Site:
    """Return the site.

    Raises:
        NotFoundError: there is none with that id.
    """
    for site in list_sites(desk.connection):
        if site.id == site_id:
            return site
    raise NotFoundError(f"There is no site {site_id}.")
