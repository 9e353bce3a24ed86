"""Imports what the commands that read logs and sources need, for the process that `warm` forks."""

import importlib
import os
import pkgutil

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a thread would not be there after the fork

import PIL.Image
import pyarrow.parquet  # noqa: F401

import tfv1.cli
import tfv1.events
import tfv1.logs
import tfv1.migrate
import tfv1.report
import tfv1.source
import tfv1.testing

PACKAGES = (
    tfv1.cli,
    tfv1.events,
    tfv1.logs,
    tfv1.migrate,
    tfv1.report,
    tfv1.source,
    tfv1.testing,
)
for package in PACKAGES:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
PIL.Image.preinit()
