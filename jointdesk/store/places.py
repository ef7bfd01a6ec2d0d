"""Where a desk may lie: on a disk of this machine, outside the folders that sync clients move.

SQLite's locks do not hold on network file systems, and a sync client copies the file and its
write-ahead log at different moments: either loses or mixes what was written.
"""

import re
from pathlib import Path

from jointdesk.domain.errors import DeskFileError

_SYNC_FOLDERS = {
    "OneDrive": r"onedrive",
    "Dropbox": r"dropbox",
    "Google Drive": r"google ?drive|my drive",
    "iCloud": r"icloud ?drive|mobile documents|cloudstorage",
    "Nextcloud": r"nextcloud|owncloud",
}
"""The names clients give their folders, also followed by an account: "OneDrive - CAL"."""

_NETWORK_TYPES = frozenset(
    {"afs", "cifs", "davfs", "fuse.davfs", "fuse.rclone", "fuse.sshfs", "ncpfs", "nfs", "nfs4",
     "smb3", "smbfs"}
)  # fmt: skip

_MOUNTS = Path("/proc/mounts")


def refuse_unsafe_place(path: Path) -> None:
    """Refuse a path on a network or in a sync client's folder, with the reason.

    Raises:
        DeskFileError: a desk there could lose what is written.
    """
    if reason := network_reason(path) or sync_reason(path):
        raise DeskFileError(
            f"{path.name} cannot be kept there: {reason}, where a desk can lose what is written."
            " Keep it in a folder of this computer's own disk, and put backups there instead."
        )


def network_reason(path: Path) -> str:
    """Return why the path is on a network, or ""."""
    real = path.resolve()  # a Windows drive letter of a network comes out as \\server\share
    if any(str(one).startswith(("\\\\", "//")) for one in (path, real)):
        return "the folder is on a network"
    kind = _mount_type(real)
    return f"the folder is on a network ({kind})" if kind in _NETWORK_TYPES else ""


def sync_reason(path: Path) -> str:
    """Return which sync client's folder the path is in, or ""."""
    for folder in path.resolve().parts[:-1]:
        for client, names in _SYNC_FOLDERS.items():
            if re.fullmatch(rf"(?:{names})(?:[ (-].*)?", folder, re.IGNORECASE):
                return f"{client} syncs the folder “{folder}”"
    return ""


def _mount_type(real: Path) -> str:
    """Return the file system's type at a resolved path, "" where the system does not say."""
    try:
        lines = _MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found, longest = "", 0
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # proc(5): blanks and backslashes in a path are written as octal numbers.
        mount = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1])
        if len(mount) >= longest and real.is_relative_to(mount):
            found, longest = fields[2], len(mount)
    return found
