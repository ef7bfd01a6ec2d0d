"""A desk full of secrets: every text is a word of its own, so that a leak names itself."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.fields import Field, Kind
from jointdesk.domain.forums import FORUM
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.matters import MATTER
from jointdesk.domain.moments import instant
from jointdesk.domain.offices import OFFICE
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.domain.tasks import TASK
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat, change_person
from jointdesk.operations.records import add_record, stream_for
from jointdesk.operations.sites import add_site, set_travel
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.desk import Desk

NOW = instant(datetime(2026, 12, 14, 9, tzinfo=UTC))

TEXTS = (Kind.TEXT, Kind.PROSE)

NOT_PLANTED = frozenset({
    "status", "ref", "taken_version", "taken_hash", "imported_from",
    "nhs_private_reason",  # it withholds the text, so that only one has it
})  # fmt: skip

PA = "Tomasina Quillfeather"
PA_EMAIL = "tomasina.q@cal.example"
OTHER_PA = "Bridget Marrowbone"


def word(*parts: str) -> str:
    """A word that stands nowhere else: "zqcalexemptreasonsqz"."""
    return "zq" + "".join("".join(filter(str.isalnum, part)) for part in parts).lower() + "qz"


@dataclass
class SecretDesk:
    """The desk, and the ids of who and what is on it."""

    desk: Desk
    cal: str
    wex: str
    director: str
    cal_pa: str
    wex_pa: str
    decisions: dict[str, str]

    def actor(self, person: str) -> Actor:
        return Actor(person, NOW)


def build(path: Path, data_folder: Path) -> SecretDesk:
    """Build it: decisions of every sort of secrecy, tasks, and both bodies' calendars."""
    desk = new_desk(path, name="Secrets", zone="Europe/London", data_folder=data_folder, now=NOW)
    actor = Actor(director_id(desk), NOW)
    change_person(desk, actor, actor.person_id, name="Imogen Farrant", emails=())
    cal = add_organisation(
        desk, actor, code="CAL", name="Calderbourne Council", kind=OrganisationKind.COUNCIL
    )
    wex = add_organisation(desk, actor, code="WEX", name="Wexmere ICB", kind=OrganisationKind.ICB)
    cal_pa = add_person(desk, actor, name=PA, emails=(PA_EMAIL,))
    wex_pa = add_person(desk, actor, name=OTHER_PA, emails=("bridget@wex.example",))
    add_seat(desk, actor, person_id=cal_pa, org_code="CAL", role=Role.PA)
    add_seat(desk, actor, person_id=wex_pa, org_code="WEX", role=Role.PA)
    made = SecretDesk(desk, cal, wex, actor.person_id, cal_pa, wex_pa, {})
    _add_decisions(made, actor)
    _add_tasks(made, actor)
    _add_calendars(made, actor, path.parent)
    return made


# Decisions


def _add_decisions(made: SecretDesk, actor: Actor) -> None:
    desk = made.desk
    chair = add_person(desk, actor, name="Cllr Maureen Stott")
    office: Fields = {"org": made.cal, "person": chair, "kind": "portfolio_holder"}
    add_record(desk, actor, OFFICE, office, "Added")
    forum = add_record(desk, actor, FORUM, {"name": "Cabinet", "orgs": [made.cal]}, "Added")
    shared = add_record(
        desk, actor, MATTER, {"title": word("shared matter"), "visibility": "all"}, "Added"
    )
    published: Fields = {"status": "effective", "date_taken": "2026-12-01", "forum": forum}
    published = {**published, "date_published": "2026-12-02"}
    for key, org, more in (
        ("open", made.cal, {"exempt_paras": []}),
        ("exempt", made.cal, {"exempt_paras": ["3"], "amount": "987654.32", "ref": None}),
        ("sensitive", made.cal, {"classification": "OFFICIAL-SENSITIVE"}),
        ("calown", made.cal, {"visibility": "own_org", "exempt_paras": ["1", "2"]}),
        ("wexopen", made.wex, {"exempt_paras": []}),
        (
            "wexexempt",
            made.wex,
            {
                "nhs_private_reason": word("wexexempt", "nhs_private_reason"),
                "exempt_paras": [],
                "ref": None,
            },
        ),
        ("wexown", made.wex, {"visibility": "own_org"}),
        ("unpublished", made.cal, {"status": "recorded", "date_published": None}),
        ("draft", made.cal, {"status": "draft", "date_taken": None, "date_published": None}),
        ("wexdraft", made.wex, {"status": "draft", "date_taken": None, "date_published": None}),
    ):
        matter = shared
        if key in ("calown", "wexown", "draft"):
            matter = add_record(
                desk, actor, MATTER, {"title": word(key, "matter"), "visibility": "own_org"},
                "Added", stream_for("own_org", org) if key != "draft" else "shared",
            )  # fmt: skip
        if key == "wexown":
            matter = shared  # so that it leaves a stub
        fields: dict[str, Any] = {
            **_texts(key), **published, "org": org, "matter": matter, "ref": f"REF-{key}",
            "visibility": "all", "report_author": PA,
            "decision_makers": [{"person": made.director, "role": word(key, "makerrole")}],
            "consulted": [{"who": PA, "view": word(key, "view")}],
            "officer_interests": [{"person": made.cal_pa, "nature": word(key, "nature")}],
            "member_conflicts": [{"member": "Cllr Maureen Stott", "nature": word(key, "member")}],
            "counterparties": [word(key, "counterparty")],
            "background_papers": [word(key, "paper")],
            "wards": [word(key, "ward")],
            "alternatives": [{"option": word(key, "option"), "why_rejected": word(key, "why")}],
            **more,
        }  # fmt: skip
        given = {name: value for name, value in fields.items() if value is not None}
        stream = stream_for(str(fields["visibility"]), org)
        made.decisions[key] = add_record(desk, actor, DECISION, given, "Added", stream)


def _texts(key: str) -> dict[str, Json]:
    """A word of its own in every text field, and the PA's name in those that go out."""
    found: dict[str, Json] = {
        one.name: word(key, one.name)
        for one in DECISION.fields
        if one.kind in TEXTS and one.name not in NOT_PLANTED and not one.to
    }
    for name in ("reasons", "decision_text", "public_summary", "contact"):
        found[name] = f"{found[name]} by Ms T Quillfeather ({PA_EMAIL}) and {PA}"
    return found


def text_fields() -> list[Field]:
    """The fields in which a word is planted."""
    return [one for one in DECISION.fields if one.name in _texts("x")]


def _add_tasks(made: SecretDesk, actor: Actor) -> None:
    for key, org, visibility in (
        ("caltask", made.cal, "all"),
        ("calowntask", made.cal, "own_org"),
        ("wexowntask", made.wex, "own_org"),
    ):
        fields: Fields = {
            "title": word(key, "title"),
            "notes": word(key, "notes"),
            "progress": word(key, "progress"),
            "orgs": [org],
            "owners": [made.cal_pa],
            "due": "2026-12-01",
            "visibility": visibility,
        }
        add_record(made.desk, actor, TASK, fields, "Added", stream_for(visibility, org))


# Calendars


def _add_calendars(made: SecretDesk, actor: Actor, folder: Path) -> None:
    add_site(made.desk, actor, site_id="S1", name=word("calplace"))
    add_site(made.desk, actor, site_id="S2", name=word("calotherplace"))
    set_travel(made.desk, actor, "S1", "S2", 20)
    for code in ("CAL", "WEX"):
        name = code.lower()
        file = folder / f"{name}.ics"
        events = "".join(
            _event(f"{name}{kind}", word(name, kind), word(name + place), hour, more)
            for kind, place, hour, more in (
                ("meeting", "place", 9 if code == "CAL" else 15, ""),
                ("later", "otherplace", 11 if code == "CAL" else 17, ""),
                ("private", "privateplace", 13 if code == "CAL" else 19, "CLASS:PRIVATE\r\n"),
                ("free", "freeplace", 21, "CLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\n"),
            )
        )
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}{_todo(name)}"
        text += "END:VCALENDAR\r\n"
        file.write_text(text, encoding="utf-8", newline="")
        source = add_source(made.desk, actor, org_code=code, address=str(file))
        sync_sources(made.desk, actor, [source])


def _event(uid: str, title: str, place: str, hour: int, more: str) -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}-secretuid\r\nDTSTAMP:20261101T000000Z\r\n"
        f"DTSTART:20261216T{hour:02}0000Z\r\nDTEND:20261216T{hour + 1:02}0000Z\r\n"
        f"SUMMARY:{title}\r\nLOCATION:{place}\r\nDESCRIPTION:{word(uid, 'description')}\r\n"
        f"ATTENDEE;CN={word(uid, 'attendee')}:mailto:a@b.example\r\n{more}END:VEVENT\r\n"
    )


def _todo(name: str) -> str:
    return (
        f"BEGIN:VTODO\r\nUID:{name}todo\r\nDTSTAMP:20261101T000000Z\r\nDUE:20261216T090000Z\r\n"
        f"SUMMARY:{word(name, 'todo')}\r\nDESCRIPTION:{word(name, 'todonotes')}\r\n"
        "CLASS:PRIVATE\r\nEND:VTODO\r\n"
    )
