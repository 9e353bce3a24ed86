"""A TensorBoard plugin of the old kind, one that asks the event multiplexer.

data/plugin/contents/contents?plugin=P      {run: {tag: plugin content, in base64}}
data/plugin/contents/tensors?run=R&tag=T    [[step, [value, ...]], ...]
"""

import base64

from tensorboard import plugin_util
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
        self._data_provider = context.data_provider

    def get_plugin_apps(self):
        return {
            "/contents": self._serve_contents,
            "/tensors": self._serve_tensors,
            "/series": self._serve_series,
        }

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

    @wrappers.Request.application
    def _serve_series(self, request):
        found = self._data_provider.list_tensors(
            plugin_util.context(request.environ),
            experiment_id=plugin_util.experiment_id(request.environ),
            plugin_name=request.args["plugin"],
        )
        answer = {
            run: {
                tag: [base64.b64encode(series.plugin_content).decode(), series.max_step]
                for tag, series in tags.items()
            }
            for run, tags in found.items()
        }
        return http_util.Respond(request, answer, "application/json")
