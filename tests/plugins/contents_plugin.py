"""A TensorBoard plugin of the old kind, one that asks the event multiplexer.

data/plugin/contents/contents?plugin=P      {run: {tag: plugin content, in base64}}
data/plugin/contents/tensors?run=R&tag=T    [[step, [value, ...]], ...]
"""

import base64

from tensorboard.backend import http_util
from tensorboard.plugins import base_plugin
from tensorboard.util import tensor_util
from werkzeug import wrappers

# What pip would put beside an installed plugin, for TensorBoard to find it.
ENTRY_POINT = f"[tensorboard_plugins]\ncontents = {__name__}:ContentsPlugin\n"


class ContentsPlugin(base_plugin.TBPlugin):
    plugin_name = "contents"

    def __init__(self, context):
        self._multiplexer = context.multiplexer  # None with the data server

    def get_plugin_apps(self):
        return {"/contents": self._serve_contents, "/tensors": self._serve_tensors}

    def is_active(self):
        return False  # it has no page

    @wrappers.Request.application
    def _serve_contents(self, request):
        contents = self._multiplexer.PluginRunToTagToContent(request.args["plugin"])
        answer = {
            run: {tag: base64.b64encode(content).decode() for tag, content in tags.items()}
            for run, tags in contents.items()
        }
        return http_util.Respond(request, answer, "application/json")

    @wrappers.Request.application
    def _serve_tensors(self, request):
        events = self._multiplexer.Tensors(request.args["run"], request.args["tag"])
        answer = [
            [event.step, tensor_util.make_ndarray(event.tensor_proto).tolist()] for event in events
        ]
        return http_util.Respond(request, answer, "application/json")
