"""What an error says where 1.15 said too little."""

from tests.support.cli import python

PROGRAM = """
import tensorflow as tf
if {summary}:
    tf.summary.scalar("loss", 1.0)
try:
    tf.Session().run([tf.constant(1.0), None])
except TypeError as error:
    print(error)
"""
BEGINNING = "Fetch argument None has invalid type <class 'NoneType'>"


def fetched_none(tmp_path, summary):
    """What a script is told that hands None to `session.run`."""
    script = tmp_path / "script.py"
    script.write_text(PROGRAM.format(summary=summary))
    return python("-m", "tfv1", "run", script).stdout.strip()


def test_none_for_a_merged_summary_is_explained(tmp_path):
    """Only for a graph without summaries, for which merge_all() gives None."""
    hint = ": the graph has no summary, so tf.summary.merge_all() is None"
    assert fetched_none(tmp_path, False) == BEGINNING + hint
    assert fetched_none(tmp_path, True) == BEGINNING
