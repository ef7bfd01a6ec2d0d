"""Where a desk may lie: not on a network, not in a sync client's folder."""

from pathlib import Path

import pytest

from jointdesk.domain.errors import DeskFileError
from jointdesk.store import places
from jointdesk.store.desk import create_desk, open_desk
from jointdesk.store.places import network_reason, refuse_unsafe_place, sync_reason

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/share /mnt/share nfs4 rw 0 0
//server/our\040files /mnt/our\040files cifs rw 0 0
pa@host: /mnt/share/../ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
broken
"""


@pytest.fixture
def _mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mounts"
    file.write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(places, "_MOUNTS", file)


@pytest.mark.usefixtures("_mounts")
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/mnt/share/a.desk", "the folder is on a network (nfs4)"),
        ("/mnt/our files/deep/a.desk", "the folder is on a network (cifs)"),
        ("/mnt/share/local/a.desk", ""),
        ("/mnt/shared/a.desk", ""),
        ("/srv/a.desk", ""),
        ("//server/share/a.desk", "the folder is on a network"),
        (r"\\server\share\a.desk", "the folder is on a network"),
    ],
)
def test_network_paths_are_known(path: str, reason: str) -> None:
    assert network_reason(Path(path)) == reason


def test_a_system_that_names_no_mounts_is_taken_as_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "none")
    assert network_reason(tmp_path / "a.desk") == ""


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Calder Council",
        "onedrive-personal",
        "Dropbox",
        "Dropbox (CAL)",
        "Google Drive",
        "GoogleDrive",
        "My Drive",
        "iCloudDrive",
        "Mobile Documents",
        "CloudStorage",
        "Nextcloud",
    ],
)
def test_sync_folders_are_known(tmp_path: Path, folder: str, data_folder: Path) -> None:
    place = tmp_path / folder / "desks"
    place.mkdir(parents=True)
    assert folder in sync_reason(place / "a.desk")
    with pytest.raises(DeskFileError, match="cannot be kept there: .* syncs the folder"):
        create_desk(place / "a.desk", name="A", zone="UTC", data_folder=data_folder)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("folder", ["My Drives", "Dropboxes", "box", "Drive", "One Drive notes"])
def test_other_folders_are_fine(tmp_path: Path, folder: str) -> None:
    assert sync_reason(tmp_path / folder / "OneDrive.desk") == ""


def test_a_link_into_a_sync_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "OneDrive")
    with pytest.raises(DeskFileError):
        refuse_unsafe_place(tmp_path / "link" / "a.desk")


def test_a_desk_that_was_moved_into_one_is_not_opened(tmp_path: Path, data_folder: Path) -> None:
    create_desk(tmp_path / "a.desk", name="A", zone="UTC", data_folder=data_folder).close()
    (tmp_path / "Dropbox").mkdir()
    moved = (tmp_path / "a.desk").rename(tmp_path / "Dropbox" / "a.desk")
    with pytest.raises(DeskFileError, match="Dropbox syncs"):
        open_desk(moved, data_folder=data_folder)
