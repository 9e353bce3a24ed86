"""Writing below a folder of somebody else's."""

import gc
import os

from tfv1.source.folder import Folder


def test_folders_that_were_opened_are_closed(tmp_path):
    """However deep the file is: no descriptor is left."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    gc.collect()  # or what others have left open might be closed meanwhile
    before = len(os.listdir("/proc/self/fd"))
    folder = Folder(tmp_path)
    for number in range(5):
        folder.replace((tmp_path / "a" / "b" / "x").relative_to(tmp_path), b"%d" % number)
    assert folder.read((tmp_path / "a" / "b" / "x").relative_to(tmp_path)) == b"4"
    assert len(os.listdir("/proc/self/fd")) == before
