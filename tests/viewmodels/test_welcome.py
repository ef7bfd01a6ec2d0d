"""The first page: what must be filled in, and the desk that is made of it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.errors import DeskFileError
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.beginning import Body, begin_desk
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.welcome import (
    Answers,
    BodyAnswer,
    WelcomeModel,
    problems_of,
    suggested_code,
)

CAL = BodyAnswer("Calderbourne Council", "cal", OrganisationKind.COUNCIL, 50)
WEX = BodyAnswer("NHS Wexmere ICB", "WEX", OrganisationKind.ICB, 50)
GOOD = Answers("Imogen Farrant", "imogen@cal.example, I@WEX.example", (CAL, WEX))


def test_good_answers_have_no_problems() -> None:
    assert problems_of(GOOD) == {}
    assert GOOD.addresses == ("imogen@cal.example", "i@wex.example")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (GOOD._replace(director="  "), "director"),
        (GOOD._replace(emails=""), "emails"),
        (GOOD._replace(emails="imogen@cal.example imogen"), "emails"),
        (GOOD._replace(bodies=(CAL._replace(name=""), WEX)), "name 0"),
        (GOOD._replace(bodies=(CAL, WEX._replace(code="two words"))), "code 1"),
        (GOOD._replace(bodies=(CAL, WEX._replace(code="CAL"))), "code 1"),
        (GOOD._replace(bodies=(CAL, WEX._replace(share=51))), "share 1"),
    ],
)
def test_each_problem_is_told_at_its_field(answers: Answers, field: str) -> None:
    assert list(problems_of(answers)) == [field]


def test_a_hostile_address_stands_plainly_in_what_is_said() -> None:
    told = problems_of(GOOD._replace(emails="\u202e<b>" + "x" * 900))["emails"]
    assert "\u202e" not in told
    assert len(told) < 120


@pytest.mark.parametrize(
    ("name", "code"),
    [("Calderbourne Council", "CAL"), ("NHS Wexmere Integrated Care Board", "WEX"), ("É 1", "")],
)
def test_a_short_name_is_suggested(name: str, code: str) -> None:
    assert suggested_code(name) == code


def test_the_desk_is_made_with_its_director_in_both_bodies(
    qtbot: QtBot, tmp_path: Path, data_folder: Path, now: Instant
) -> None:
    path = tmp_path / "new folder" / "desk.jointdesk"
    model = WelcomeModel(path, data_folder)
    with qtbot.waitSignal(model.made):
        model.begin(GOOD)
    model.close()
    reading = Reading(path)
    director = acting_person(reading, "")
    known = list_organisations(reading.connection)
    assert (director.name, director.emails) == ("Imogen Farrant", GOOD.addresses)
    assert [(one.code, one.share) for one in known] == [("CAL", 50), ("WEX", 50)]
    assert audience_of(reading, director.id).org_ids == {one.id for one in known}
    reading.close()


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(
    qtbot: QtBot, tmp_path: Path, data_folder: Path, now: Instant
) -> None:
    (tmp_path / "file").write_text("not a folder")
    model = WelcomeModel(tmp_path / "file" / "desk.jointdesk", data_folder)
    with qtbot.waitSignal(model.failed) as told:
        model.begin(GOOD)
    model.close()
    assert "cannot be made" in told.args[0]


def test_a_desk_that_is_there_already_is_never_touched(
    tmp_path: Path, data_folder: Path, now: Instant
) -> None:
    path = tmp_path / "taken.desk"
    path.write_text("mine")
    with pytest.raises(DeskFileError):
        begin_desk(
            path,
            director="Imogen",
            emails=(),
            bodies=[Body("CAL", "Calderbourne", OrganisationKind.COUNCIL, 50)],
            data_folder=data_folder,
            now=now,
        )
    assert path.read_text() == "mine"
