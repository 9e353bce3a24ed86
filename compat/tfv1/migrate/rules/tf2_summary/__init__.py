"""With --to tf2-summary, FileWriters become writers of TensorFlow 2's summary API.

The graph and the session stay, and with them the numbers. Only the Python code beside them is
rewritten, and every write is one of

    @eagerly
    def write():
        with writer.as_default():
            tf.compat.v2.summary.scalar("loss", value, step=i)
            tf.compat.v2.summary.experimental.write_raw_pb(summary, step=i)

`eagerly` is a function of five lines that goes into the file: TensorFlow 2 writes such values in
eager mode only, and the process is in graph mode. What is written has been computed before.

Scalars become TensorFlow 2's: those of a Summary made by hand, and those in a merged summary if
all summary ops of the program log scalars. Where there may be histograms, images, audio or text,
the session's summary is written as it is, because TensorFlow 2 uses other buckets and scales images
differently. Tags are taken from what the session returns, so that they keep their name scopes.

A writer is rewritten with all its uses or not at all; a note says which use prevents it.

writers        finds the writers and all their uses
handing        follows them into the module's own functions
elsewhere      what the other files of the project say about them
summaries      what add_summary is called with
expressions    what may be evaluated under eager execution
rewriting      writes the new statements
"""

import ast

from tfv1.migrate.rules.module import Module
from tfv1.migrate.rules.tf2_summary import elsewhere, writers
from tfv1.migrate.rules.tf2_summary.rewriting import Rewriting
from tfv1.migrate.rules.tf2_summary.writers import Left

NAME = "tf2-summary"


def apply(module: Module) -> str:
    """The text, with those writers changed that can be."""
    if not any(word in module.text for word in ("tensorflow", "tfv1", "FileWriter")):
        return module.text
    model = module.model()
    around = module.elsewhere or elsewhere.of_trees({module.path: model.tree})
    rewriting = Rewriting(module, model, module.path in around.only_scalars)
    done: set[ast.Call] = set()
    for call in writers.made_at(model):
        if call in done:
            continue
        which = "this FileWriter"
        try:
            place = writers.holder(call, model)
            which = f"the FileWriter in {ast.unparse(place)}"
            writer = writers.writer_of(place, model, around, module.path)
            rewriting.add(writer)
            done.update(made for _, _, made in writer.creations)
        except Left as left:
            module.note(left.line, f"{which} was left: {left.reason}")
    for line, reason in writers.others(model):
        module.note(line, reason)
    return rewriting.finish()
