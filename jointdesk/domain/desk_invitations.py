"""Invitations to a shared desk: the file that lets one person's machine join."""

from typing import NamedTuple

FORMAT = 1
"""The version of the file's format."""

SUFFIX = ".jointdesk"


class DeskInvitation(NamedTuple):
    """What a machine needs to join: which desk, where, as whom.

    `address` has no name and no password; `ca` is the certificate, as PEM, of the authority that
    vouches for the server, "" for those that the system trusts. `password` serves once: whoever
    joins chooses another.
    """

    desk: str
    name: str
    zone: str
    address: str
    ca: str
    role: str
    person: str
    person_name: str
    password: str
