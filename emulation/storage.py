"""Where uploaded files lie: a local folder, or any store that speaks S3. Pages hand them out themselves either way."""

from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

from emulation import environment as env

LOCAL = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def configured() -> dict:
    """The entry of STORAGES: S3 where S3_BUCKET names a bucket; then its keys are required, and the package."""
    bucket = env.text("S3_BUCKET", "")
    if not bucket:
        return LOCAL
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("S3_BUCKET needs the package django-storages[s3]: install it, or unset S3_BUCKET.")
    options = {
        "bucket_name": bucket,
        "access_key": env.text("S3_ACCESS_KEY"),
        "secret_key": env.text("S3_SECRET_KEY"),
        "endpoint_url": env.text("S3_ENDPOINT", "") or None,
        "region_name": env.text("S3_REGION", "") or None,
        "location": env.text("S3_PREFIX", ""),
        # A file lies under the hash of its content: written twice, it is the same.
        "file_overwrite": True,
        "default_acl": None,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
