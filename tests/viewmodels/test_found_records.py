"""Records that a search found: every kind that the search knows has a heading and a line."""

from jointdesk.domain.bookings import Booking
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.records import PLACES
from jointdesk.operations.search import Hit
from jointdesk.viewmodels.blocks import Certainty
from jointdesk.viewmodels.found_records import by_kind, record_texts, spoken_record

CAL = Organisation("cal", "CAL", "Calderbourne", OrganisationKind.COUNCIL)


def test_every_kind_that_is_searched_has_a_heading() -> None:
    hits = [Hit(kind, None) for kind in PLACES]
    assert sorted(one.type for _, found in by_kind(hits) for one in found) == sorted(PLACES)


def test_a_booking_shows_how_far_it_is_and_whose_it_is() -> None:
    hit = Hit("booking", Booking("b", title="Fees", orgs=("cal",), status="held"))
    texts = record_texts(hit, {"cal": CAL})
    assert (texts.title, texts.times, texts.codes) == ("Fees", "Held", ("CAL",))
    assert spoken_record(hit, texts, {"cal": CAL}) == "booking, Fees, Calderbourne, Held"
    declined = Hit("booking", Booking("b", title="Fees", status="declined"))
    assert record_texts(declined, {}).certainty is Certainty.GONE
