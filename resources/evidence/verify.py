"""Check an evidence bundle: python3 verify.py [FOLDER|FILE.zip [SHA256 OF manifest.json]]"""
import hashlib, json, sys, zipfile
from pathlib import Path

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

def check_chain(rows, stated, wrong, listed, said):
    previous, n = bytes(32), 0
    for row in rows:
        header, body_hash, body, n = row["header"], bytes.fromhex(row["body_hash"]), row["body"], n + 1
        where = f"{stated['file']}, change {n}"
        if header[:3] != [stated["stream"], stated["device"], n]:
            wrong.append(f"{where}: not the change that belongs here (removed, added or reordered)")
        if body is not None and sha(bytes.fromhex(row["salt"]), body.encode()) != body_hash:
            wrong.append(f"{where}: its text was altered")
        previous = sha(previous, canonical(header), body_hash)
        if previous.hex() != row["chain_hash"]:
            wrong.append(f"{where}: the chain is broken")
        values = json.loads(body).get("set", {}) if body is not None else {}
        if values.get("taken_version") and values.get("taken_hash"):
            listed[values["taken_version"]] = values["taken_hash"]
        if header[4] == "decision_version" and "fields" in values:
            said.append((header[3], sha(canonical(values["fields"])).hex(), where))
    if (n, previous.hex()) != (stated["count"], stated["head"]):
        wrong.append(f"{stated['file']}: does not end where the manifest says it does")

def verify(root, expected, wrong):
    text = (root / "manifest.json").read_bytes()
    manifest, listed, said = json.loads(text), {}, []
    if expected and sha(text).hex() != expected.lower():
        wrong.append("manifest.json is not the one whose SHA-256 was noted")
    if sha(canonical({**manifest, "sha256": ""})).hex() != manifest["sha256"]:
        wrong.append("manifest.json was altered")
    for stated in manifest["chains"]:
        lines = (root / stated["file"]).read_bytes().split(b"\n")
        check_chain([json.loads(line) for line in lines if line], stated, wrong, listed, said)
    wrong += [f"{at}: not the version taken" for id_, is_, at in said if listed.get(id_, is_) != is_]
    for name, digest in manifest["files"].items():
        if sha((root / name).read_bytes()).hex() != digest:
            wrong.append(f"{name} was altered")
    known = {one["file"] for one in manifest["chains"]} | {*manifest["files"], "manifest.json"}
    there = [each.name for each in root.iterdir()]
    wrong += [f"{name} does not belong to the bundle" for name in sorted({*there} - known)]
    count = sum(one["count"] for one in manifest["chains"])
    return count, manifest["audience"], manifest["made_at"], manifest["made_by"]

if __name__ == "__main__":
    place, found = (sys.argv[1:2] or [Path(__file__).parent])[0], []
    try:
        root = zipfile.Path(place) if zipfile.is_zipfile(place) else Path(place)
        print("%d changes for %r, made at %r by %r" % verify(root, "".join(sys.argv[2:3]), found))
    except Exception as error:  # whatever was done to the bundle
        found.append(f"The bundle cannot be read to its end: {error!r}")
    print("\n".join(found) or "Sound: nothing was altered, removed or reordered.")
    sys.exit(1 if found else 0)
