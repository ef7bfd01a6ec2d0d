"""Who sees what of matters, decisions, tasks and registers."""

from jointdesk.domain.bookings import Booking
from jointdesk.domain.decisions import Decision, Status, Stub
from jointdesk.domain.interests import Interest
from jointdesk.domain.matters import Matter
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.privacy.records import matter_visibility, project_records

DIRECTOR = Audience("dir", frozenset(), is_director=True)
CAL_PA = Audience("tom", frozenset({"cal"}))
WEX_PA = Audience("bridget", frozenset({"wex"}))

OPEN = Decision("open", matter="m", org="wex", status=Status.TAKEN)
SECRET = Decision("secret", matter="m", org="cal", title="Hush", visibility="own_org")


def seen(records: Records, audience: Audience) -> Records:
    return project_records(records, audience)


def test_the_director_sees_everything() -> None:
    records = Records(matters=(Matter("m"),), decisions=(OPEN, SECRET))
    assert seen(records, DIRECTOR) is records


def test_a_decision_kept_back_leaves_a_stub_and_nothing_else() -> None:
    records = Records(matters=(Matter("m", visibility="all"),), decisions=(OPEN, SECRET))
    shown = seen(records, WEX_PA)
    assert shown.decisions == (OPEN,)
    assert shown.stubs == (Stub("secret", "m", "cal", taken=False),)
    assert "Hush" not in repr(shown)
    assert seen(records, CAL_PA).decisions == (OPEN, SECRET)
    assert seen(records, CAL_PA).stubs == ()


def test_the_stub_says_whether_it_was_taken() -> None:
    taken = Decision("s", matter="m", org="cal", visibility="own_org", status=Status.EFFECTIVE)
    records = Records(matters=(Matter("m", visibility="all"),), decisions=(taken,))
    assert seen(records, WEX_PA).stubs[0].taken


def test_a_matter_is_as_narrow_as_the_narrowest_of_its_decisions() -> None:
    assert matter_visibility(Matter("m"), (OPEN, SECRET)) == "own_org"
    assert matter_visibility(Matter("m"), (OPEN,)) == "all"
    assert matter_visibility(Matter("m", visibility="all"), (SECRET,)) == "all"


def test_a_matter_of_one_body_is_hidden_from_the_other_with_its_stub() -> None:
    records = Records(matters=(Matter("m", title="Hush"),), decisions=(SECRET,))
    shown = seen(records, WEX_PA)
    assert (shown.matters, shown.decisions, shown.stubs) == ((), (), ())


def test_a_narrow_matter_is_seen_by_every_body_that_decides_on_it() -> None:
    by_decision = Records(matters=(Matter("m"),), decisions=(OPEN, SECRET))
    assert seen(by_decision, WEX_PA).matters
    required = Records(
        matters=(Matter("m", visibility="own_org", required_orgs=("wex",)),), decisions=(SECRET,)
    )
    assert seen(required, WEX_PA).stubs


def test_a_task_kept_back_is_seen_by_its_organisation_and_its_owner() -> None:
    task = Task("t", orgs=("cal",), visibility="own_org")
    assert seen(Records(tasks=(task,)), CAL_PA).tasks == (task,)
    assert seen(Records(tasks=(task,)), WEX_PA).tasks == ()
    own = Task("t", orgs=("cal",), owners=("bridget",), visibility="own_org")
    assert seen(Records(tasks=(own,)), WEX_PA).tasks == (own,)


def test_an_interest_kept_back_is_seen_by_its_person_and_where_it_was_declared() -> None:
    entry = Interest("i", person="x", declared_in=("cal",), visibility="own_org")
    assert seen(Records(interests=(entry,)), CAL_PA).interests == (entry,)
    assert seen(Records(interests=(entry,)), WEX_PA).interests == ()
    assert seen(Records(interests=(entry,)), Audience("x", frozenset())).interests == (entry,)


def test_what_says_nothing_of_visibility_is_for_everyone() -> None:
    records = Records(tasks=(Task("t"),), interests=(Interest("i"),))
    assert seen(records, WEX_PA).tasks
    assert seen(records, WEX_PA).interests


def test_a_booking_kept_back_is_seen_by_its_organisations_its_owner_and_the_director() -> None:
    hush = Booking("b", title="Hush", orgs=("cal",), visibility="own_org")
    both = Booking("c", orgs=("cal", "wex"))
    records = Records(bookings=(hush, both))
    assert seen(records, WEX_PA).bookings == (both,)
    assert "Hush" not in repr(seen(records, WEX_PA))
    assert seen(records, CAL_PA).bookings == seen(records, DIRECTOR).bookings == (hush, both)
    owned = Booking("b", title="Hush", orgs=("cal",), visibility="own_org", owner="bridget")
    assert seen(Records(bookings=(owned,)), WEX_PA).bookings == (owned,)
