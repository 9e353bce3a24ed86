"""Imports what the commands that read logs need, for the process that `warm` forks."""

import importlib
import os
import pkgutil

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a thread would not be there after the fork

import PIL.Image
import pyarrow.parquet  # noqa: F401

import tfv1.cli
import tfv1.events
import tfv1.logs
import tfv1.report
import tfv1.testing

for package in (tfv1.cli, tfv1.events, tfv1.logs, tfv1.report, tfv1.testing):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
PIL.Image.preinit()
