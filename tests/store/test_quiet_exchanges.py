"""When an exchange last went well is known without a word written to the desk's file."""

from pathlib import Path

from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant
from jointdesk.store.desk import create_desk
from jointdesk.store.membership import end_membership, put_membership
from jointdesk.store.quiet_exchanges import last_exchange, note_quiet_exchange, quiet_file
from jointdesk.store.reading import Reading

NOW = Instant(1_796_025_600)


def test_a_quiet_exchange_is_known_and_no_window_looks_again(tmp_path: Path) -> None:
    path = tmp_path / "desk.jointdesk"
    with create_desk(path, name="Joint", zone="Europe/London", data_folder=tmp_path) as desk:
        note_quiet_exchange(desk, NOW)  # there is no folder yet: nothing happens
        assert last_exchange(desk) is None
        with desk.transaction():
            desk.device()
        put_membership(desk, Membership("host=x dbname=y", "jd_x", "p", synced_at=NOW))
        assert last_exchange(desk) == NOW
        window = Reading(path)
        before = window.version()
        note_quiet_exchange(desk, Instant(NOW + 60))
        assert (last_exchange(desk), window.version()) == (NOW + 60, before)
        put_membership(desk, Membership("host=x dbname=y", "jd_x", "p", synced_at=NOW + 90))
        assert last_exchange(desk) == NOW + 90
        quiet_file(desk.pairing_file).write_text("x", "utf-8")
        assert last_exchange(desk) == NOW + 90
        end_membership(desk)
        assert last_exchange(desk) is None
        window.close()
