"""An evidence bundle verifies with nothing but Python, and shows whatever was done to it."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.decisions import Status
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.operations.evidence import Evidence, prepare_evidence, write_evidence
from tests.deciding import Office, office

PYTHON = shutil.which("python3", path="/usr/bin:/usr/local/bin") or sys.executable
"""The system's own Python where there is one: the verifier needs nothing of ours."""

SOUND = "Sound: nothing was altered, removed or reordered."


@pytest.fixture
def place(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Office]:
    with office(tmp_path, data_folder, now) as made:
        taken = made.add(decision_text="Approved the award", reasons="Best value")
        made.advance(taken, Status.TAKEN)
        made.edit(taken, "Typing error", decision_text="Approved the awards")
        made.add(title="Restructure", visibility="own_org", decision_text="Hush")
        made.add(org="WEX", title="Virtual wards", amount="60k")
        yield made


def export(place: Office, path: Path, who: str = "director") -> Evidence:
    prepared = prepare_evidence(place.desk, place.actor(who), place.audience(who), who)
    return write_evidence(place.desk, place.actor(who), prepared, path)


def verify(place: Path, digest: str = "") -> tuple[int, str]:
    """Run the bundle's own script on it, as a third party would."""
    script = place / "verify.py" if place.is_dir() else place.with_name("verify.py")
    if not place.is_dir():
        script.write_bytes(zipfile.ZipFile(place).read("verify.py"))
    command = [PYTHON, "-I", str(script), str(place), *([digest] if digest else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.stderr == ""
    return done.returncode, done.stdout


def rows(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def rewrite(file: Path, found: list[Any]) -> None:
    file.write_bytes(b"".join(json.dumps(row).encode() + b"\n" for row in found))


def shared_chain(folder: Path) -> Path:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    return folder / next(one["file"] for one in manifest["chains"] if one["kind"] == "shared")


def test_the_verifier_is_short_and_needs_only_the_standard_library() -> None:
    text = (Path(__file__).parents[2] / "resources/evidence/verify.py").read_text("utf-8")
    assert len(text.splitlines()) < 60
    assert "import hashlib, json, sys, zipfile\n" in text


@pytest.mark.parametrize("name", ["bundle.zip", "bundle"])
def test_an_untouched_bundle_is_sound(place: Office, tmp_path: Path, name: str) -> None:
    made = export(place, tmp_path / name)
    status, said = verify(made.path, made.digest)
    assert (status, said.splitlines()[-1]) == (0, SOUND)
    assert said.startswith(f"{made.changes} changes for 'director', made at '2026-")


def alter_a_byte(folder: Path) -> None:
    file = shared_chain(folder)
    file.write_bytes(file.read_bytes().replace(b"Approved the award", b"Approved the aware", 1))


def alter_a_header(folder: Path) -> None:
    found = rows(shared_chain(folder))
    found[3]["header"][7] = "somebody-else"
    rewrite(shared_chain(folder), found)


def drop_a_change(folder: Path) -> None:
    found = rows(shared_chain(folder))
    rewrite(shared_chain(folder), [*found[:4], *found[5:]])


def drop_a_text(folder: Path) -> None:
    """As if it had been erased: the chain still holds."""
    found = rows(shared_chain(folder))
    found[4] |= {"body": None, "salt": None}
    rewrite(shared_chain(folder), found)


def add_a_blank(folder: Path) -> None:
    shared_chain(folder).write_bytes(shared_chain(folder).read_bytes() + b" \n")


def swap_two(folder: Path) -> None:
    found = rows(shared_chain(folder))
    found[4], found[5] = found[5], found[4]
    rewrite(shared_chain(folder), found)


def truncate_the_end(folder: Path) -> None:
    rewrite(shared_chain(folder), rows(shared_chain(folder))[:-1])


def empty_the_chain(folder: Path) -> None:
    shared_chain(folder).write_bytes(b"")


def cut_a_line(folder: Path) -> None:
    file = shared_chain(folder)
    file.write_bytes(file.read_bytes()[:-40])


def repeat_the_last(folder: Path) -> None:
    found = rows(shared_chain(folder))
    rewrite(shared_chain(folder), [*found, found[-1]])


def rename_a_chain(folder: Path) -> None:
    shared_chain(folder).rename(folder / "chain-999.jsonl")


def remove_a_chain(folder: Path) -> None:
    shared_chain(folder).unlink()


def swap_two_chains(folder: Path) -> None:
    first, second = folder / "chain-001.jsonl", folder / "chain-002.jsonl"
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def alter_a_version_for_reading(folder: Path) -> None:
    file = folder / "versions.jsonl"
    file.write_bytes(file.read_bytes().replace(b"Best value", b"Worst value", 1))


def alter_the_readme(folder: Path) -> None:
    (folder / "README.txt").write_text("Nothing to see here.", "utf-8")


def slip_a_file_in(folder: Path) -> None:
    (folder / "chain-002b.jsonl").write_bytes(b"")


def say_in_the_manifest(name: str, value: object) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        assert name in manifest
        (folder / "manifest.json").write_text(json.dumps(manifest | {name: value}), "utf-8")

    tamper.__name__ = f"another_{name}"
    return tamper


def unseal_the_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    del manifest["sha256"]
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def sealed(manifest: dict[str, Any]) -> str:
    """The manifest as somebody leaves it who computes everything anew."""
    text = json.dumps(
        {**manifest, "sha256": ""}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return json.dumps({**manifest, "sha256": hashlib.sha256(text.encode()).hexdigest()})


def break_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}", "utf-8")


@pytest.mark.parametrize(
    "tamper",
    [
        alter_a_byte,
        alter_a_header,
        drop_a_change,
        drop_a_text,
        add_a_blank,
        swap_two,
        truncate_the_end,
        empty_the_chain,
        cut_a_line,
        repeat_the_last,
        rename_a_chain,
        remove_a_chain,
        swap_two_chains,
        alter_a_version_for_reading,
        alter_the_readme,
        slip_a_file_in,
        break_the_manifest,
        unseal_the_manifest,
        say_in_the_manifest("made_by", "somebody-else"),
        say_in_the_manifest("made_at", "2020-01-01T09:00:00+00:00"),
        say_in_the_manifest("audience", "joint"),
        say_in_the_manifest("desk", "another"),
        say_in_the_manifest("format", 2),
        say_in_the_manifest("sha256", "0" * 64),
    ],
    ids=lambda tamper: tamper.__name__,
)
def test_whatever_is_done_to_it_shows(
    place: Office, tmp_path: Path, tamper: Callable[[Path], None]
) -> None:
    folder = export(place, tmp_path / "bundle").path
    tamper(folder)
    status, said = verify(folder)
    assert status == 1
    assert SOUND not in said


def test_an_end_cut_off_with_its_manifest_shows_against_the_noted_hash(
    place: Office, tmp_path: Path
) -> None:
    made = export(place, tmp_path / "bundle")
    file = shared_chain(made.path)
    kept = rows(file)[:-1]
    rewrite(file, kept)
    manifest = json.loads((made.path / "manifest.json").read_bytes())
    stated = next(one for one in manifest["chains"] if one["file"] == file.name)
    stated |= {"count": len(kept), "head": kept[-1]["chain_hash"]}
    manifest["files"][file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    (made.path / "manifest.json").write_text(sealed(manifest), "utf-8")

    assert verify(made.path)[0] == 0
    assert verify(made.path, made.digest)[0] == 1


def test_another_version_than_the_one_taken_shows(place: Office, tmp_path: Path) -> None:
    """Even where every hash of the chain was computed anew."""
    folder = export(place, tmp_path / "bundle").path
    file = shared_chain(folder)
    found, previous = rows(file), bytes(32)
    for row in found:
        if row["header"][4] == "decision_version" and 'the award"' in row["body"]:
            row["body"] = row["body"].replace("Best value", "Worst value")
            salted = bytes.fromhex(row["salt"]) + row["body"].encode()
            row["body_hash"] = hashlib.sha256(salted).hexdigest()
        head = json.dumps(row["header"], separators=(",", ":"), ensure_ascii=False).encode()
        previous = hashlib.sha256(previous + head + bytes.fromhex(row["body_hash"])).digest()
        row["chain_hash"] = previous.hex()
    rewrite(file, found)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    next(one for one in manifest["chains"] if one["file"] == file.name)["head"] = previous.hex()
    (folder / "manifest.json").write_text(sealed(manifest), "utf-8")

    status, said = verify(folder)
    assert status == 1
    assert "not the version taken" in said


def all_text(path: Path) -> str:
    archive = zipfile.ZipFile(path)
    return "".join(archive.read(name).decode() for name in archive.namelist())


def test_each_gets_the_streams_that_they_may_read(place: Office, tmp_path: Path) -> None:
    mine, toms, bridgets = (
        export(place, tmp_path / f"{who}.zip", who) for who in ("director", "tom", "bridget")
    )
    assert "Hush" in all_text(mine.path)
    assert "Hush" in all_text(toms.path)
    assert "Hush" not in all_text(bridgets.path)
    assert "Restructure" not in all_text(bridgets.path)
    for made in (mine, toms, bridgets):
        assert verify(made.path, made.digest)[0] == 0


def test_what_was_erased_is_there_as_its_hash(place: Office, tmp_path: Path) -> None:
    kept = next(one for one in place.seen().decisions if one.title == "Reablement award")
    place.edit(kept.id, visibility="own_org")
    made = export(place, tmp_path / "b.zip", "bridget")

    assert "Approved the award" not in all_text(made.path)
    assert '"body":null' in all_text(made.path)
    assert verify(made.path, made.digest)[0] == 0


def test_the_export_is_in_the_log_and_no_file_is_written_over(
    place: Office, tmp_path: Path
) -> None:
    made = export(place, tmp_path / "b.zip")
    log = place.desk.connection.execute("SELECT body FROM payload").fetchall()
    assert any(made.digest in body for (body,) in log)
    with pytest.raises(WrongUseError, match="already"):
        export(place, tmp_path / "b.zip")
    with pytest.raises(WrongUseError, match="already"):
        export(place, tmp_path)
