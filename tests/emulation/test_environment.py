"""A missing or nonsensical setting stops the start with a sentence; the embedded defaults start without any."""

import os
import subprocess
import sys

import pytest

from tests.source import ROOT

PRODUCTION = {
    "DEPLOY": "1",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "thidua.example.vn",
    "SITE_ADDRESS": "https://thidua.example.vn",
    "EMAIL_URL": "smtp://mail.example.vn:25",
}


def _start(tmp_path, **variables) -> subprocess.CompletedProcess:
    own = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    command = [sys.executable, "-c", "import emulation.settings as s; print(s.DATABASES['default'])"]
    environment = {**own, "VAR_DIR": str(tmp_path), **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_the_embedded_defaults_need_nothing(tmp_path):
    started = _start(tmp_path)
    assert (started.returncode, "sqlite3" in started.stdout, "IMMEDIATE" in started.stdout) == (0, True, True)


def test_production_starts_when_everything_is_named(tmp_path):
    assert _start(tmp_path, **PRODUCTION).returncode == 0


@pytest.mark.parametrize("missing", sorted(set(PRODUCTION) - {"DEPLOY"}))
def test_production_refuses_to_start_without(tmp_path, missing):
    named = {key: value for key, value in PRODUCTION.items() if key != missing}
    refused = _start(tmp_path, **named)
    assert refused.returncode != 0
    assert f"Set the environment variable {missing}" in refused.stderr


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"DEBUG": "maybe"}, "DEBUG='maybe' is neither yes nor no"),
        ({"STORED_FILE_LIMIT_MB": "much"}, "STORED_FILE_LIMIT_MB='much' is not a whole number from 1 to 500"),
        ({"STORED_FILE_LIMIT_MB": "0"}, "is not a whole number from 1 to 500"),
        ({"RECEIPT_SEAL": "/nowhere.p12"}, "RECEIPT_SEAL='/nowhere.p12' is not a file that can be read"),
        ({"PORT": "eighty"}, "PORT='eighty' is not a whole number from 1 to 65535"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL must begin with postgres://"),
        ({**PRODUCTION, "DEBUG": "1"}, "DEBUG=1 together with DEPLOY=1"),
        ({**PRODUCTION, "DEMO": "1"}, "DEMO=1 together with DEPLOY=1"),
    ],
)
def test_nonsense_stops_the_start_with_a_sentence(tmp_path, variables, sentence):
    refused = _start(tmp_path, **variables)
    assert refused.returncode != 0
    assert sentence in refused.stderr


def test_postgresql_uses_the_pool_of_the_driver(tmp_path):
    started = _start(tmp_path, DATABASE_URL="postgres://me@db.example.vn/thidua", DATABASE_POOL="5")
    assert "'pool': {'min_size': 2, 'max_size': 5, 'timeout': 10}" in started.stdout
