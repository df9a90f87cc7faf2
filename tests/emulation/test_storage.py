"""Where uploaded files lie is read strictly from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from emulation import storage


@pytest.fixture
def store(monkeypatch):
    """A bucket with its keys, where the package is there."""
    for name, value in {"S3_BUCKET": "hoso", "S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(storage, "find_spec", lambda name: object())


def test_without_a_bucket_it_is_a_folder():
    assert storage.configured() == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def test_a_bucket_with_its_keys(store, monkeypatch):
    monkeypatch.setenv("S3_ENDPOINT", "https://luu-tru.example.vn")
    entry = storage.configured()
    assert entry["BACKEND"] == "storages.backends.s3.S3Storage"
    assert (entry["OPTIONS"]["bucket_name"], entry["OPTIONS"]["secret_key"]) == ("hoso", "b")
    assert (entry["OPTIONS"]["endpoint_url"], entry["OPTIONS"]["region_name"]) == ("https://luu-tru.example.vn", None)


@pytest.mark.parametrize("name", ["S3_ACCESS_KEY", "S3_SECRET_KEY"])
def test_a_bucket_without_a_key_stops_the_start(store, monkeypatch, name):
    monkeypatch.delenv(name)
    with pytest.raises(ImproperlyConfigured, match=name):
        storage.configured()


def test_a_bucket_without_the_package_stops_the_start(store, monkeypatch):
    monkeypatch.setattr(storage, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="django-storages"):
        storage.configured()
