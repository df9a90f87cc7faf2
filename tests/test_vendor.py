"""What others wrote is what they wrote: checksums, licences, nothing extra, no way out of a closed network."""

import hashlib
import json
import re

import pytest

from clusters.faces import FACES, ICON_OF_TONE
from tests import source

VENDOR = source.ROOT / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "manifest.json").read_text())["packages"]
FILES = [(name, digest) for package in PACKAGES for name, digest in package["files"].items()]


@pytest.mark.parametrize(("name", "digest"), FILES, ids=[name for name, _digest in FILES])
def test_file_is_as_it_came(name, digest):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_nothing_stands_there_that_the_manifest_does_not_name():
    there = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert there == {name for name, _digest in FILES} | {"manifest.json"}


@pytest.mark.parametrize("package", PACKAGES, ids=[package["name"] for package in PACKAGES])
def test_package_names_version_and_licence(package):
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert package["licence"] in {"MIT", "OFL-1.1"}
    assert [name for name in package["files"] if name.endswith("/LICENSE")] != []


def test_no_source_map_and_no_registry():
    texts = [path for path in VENDOR.rglob("*") if path.suffix in {".css", ".js", ".json", ".svg"}]
    found = {path.name for path in texts if re.search(r"sourceMappingURL|npmjs|unpkg|jsdelivr", path.read_text())}
    assert found == set()


def test_every_icon_is_in_the_sprite():
    there = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "bootstrap-icons" / "sprite.svg").read_text()))
    asked = {icon for _tone, icon in FACES.values()} | set(ICON_OF_TONE.values())
    for path in source.templates():
        asked |= set(re.findall(r'(?:{% icon |icon=)"([^"]+)"', path.read_text()))
    assert asked - there == set()
