"""Stands for tensorflow.python.lib.io.file_io before an object store: one upload a closed file."""

import threading
import time

from tensorflow.python.framework import errors


class Bucket:
    """Objects by path, with what their uploads cost.

    Args:
      latency: seconds an upload takes.
      fails: called with the number of an upload, from 1; what it returns happens to that upload:
        None (it works), "before" (it fails, the old object stays) or "after" (the new object is
        there, but the answer is lost).
    """

    def __init__(self, latency=0.0, fails=lambda number: None):
        self.objects = {}
        self.uploads = 0
        self.uploaded = 0
        self.busy = 0
        self._latency = latency
        self._fails = fails
        self._lock = threading.Lock()
        bucket = self

        class FileIO:
            def __init__(self, path, mode):
                assert mode == "wb"
                self.path, self.content = path, b""

            def write(self, data):
                self.content += data

            def flush(self):
                bucket.upload(self.path, self.content)

            def close(self):
                bucket.upload(self.path, self.content)

            def __enter__(self):
                return self

            def __exit__(self, *error):
                self.close()

        self.FileIO = FileIO

    def upload(self, path, content):
        with self._lock:
            self.uploads += 1
            number = self.uploads
        time.sleep(self._latency)
        what = self._fails(number)
        if what != "before":
            with self._lock:
                self.objects[path] = content
                self.uploaded += len(content)
        if what is not None:
            raise errors.UnavailableError(None, None, "the bucket is away")

    @property
    def stored(self):
        return sum(map(len, self.objects.values()))

    # The functions of file_io.

    def file_exists_v2(self, path):
        return path in self.objects

    def recursive_create_dir_v2(self, path):
        """An object store has no directories."""

    def delete_file_v2(self, path):
        del self.objects[path]
