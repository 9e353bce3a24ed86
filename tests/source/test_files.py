"""What is read of a source file, and what is refused."""

import pytest

from tfv1.source.files import read
from tfv1.source.text import CannotRead


def test_a_dotted_name_has_up_to_2000_dots(tmp_path):
    """Python's parser would need too much memory for a longer one."""
    file = tmp_path / "a.py"
    file.write_text("import a" + ".a" * 2000 + "\nx.y.z\n")
    assert read(file).text.startswith("import a.a")
    file.write_text("import a" + ".a" * 2001 + "\n")
    with pytest.raises(CannotRead, match="far too long"):
        read(file)
