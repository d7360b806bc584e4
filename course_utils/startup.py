"""Keep TensorFlow's start-up notes out of the lessons.

Since release 2.19 TensorFlow writes lines about oneDNN and CUDA to stderr while it is imported, before it reads
TF_CPP_MIN_LOG_LEVEL. In a notebook they look like an error in the reader's first cell. We hold back what the import
writes, drop these known notes and pass everything else on.
"""

import contextlib
import importlib.abc
import importlib.util
import os
import re
import sys
import tempfile

NOTES = re.compile(
    rb"All log messages before absl::InitializeLog|^[^\n]*\boneDNN custom operations are on|Could not find cuda drivers"
    rb"|Unable to register cu\w+ factory|computation placer already registered"
    rb"|This TensorFlow binary is optimized|To enable the following instructions"
)


@contextlib.contextmanager
def without_notes():
    """Hold back what C++ code writes to stderr; on leaving, pass on all lines but the known notes."""
    sys.stderr.flush()
    keep = os.dup(2)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(keep, 2)
            held.seek(0)
            for line in held:
                if not NOTES.search(line):
                    os.write(2, line)
            os.close(keep)


class _Loader(importlib.abc.Loader):
    """The real loader, with stderr held back while the module's code runs."""

    def __init__(self, real):
        self._real = real

    def create_module(self, spec):
        return self._real.create_module(spec)

    def exec_module(self, module):
        with without_notes():
            self._real.exec_module(module)

    def __getattr__(self, name):  # importlib.resources and inspect ask the loader for more than these two methods
        return getattr(self._real, name)


class _Finder(importlib.abc.MetaPathFinder):
    """Wraps the loader of TensorFlow once, and leaves every other import alone."""

    def find_spec(self, name, path=None, target=None):
        if name != "tensorflow":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


def install():
    """Wrap the first import of TensorFlow, wherever it happens; do nothing if it is loaded already."""
    if "tensorflow" not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
