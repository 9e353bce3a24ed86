"""What TensorBoard's plugins answer over HTTP, as plain Python values."""

import base64
import io
import json
import re

import numpy as np
from PIL import Image

# Hyperparameters.


def session_groups(server, **request):
    """The rows of the HPARAMS page; `request` as the plugin's ListSessionGroupsRequest."""
    statuses = ["STATUS_UNKNOWN", "STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING"]
    request = {"startIndex": 0, "sliceSize": 100, "allowedStatuses": statuses, **request}
    return server.post("plugin/hparams/session_groups", request)["sessionGroups"]


def trials(server):
    """{run: (hparams, status, {(group, tag): (step, value)})} of trials with one session each."""
    found = {}
    for group in session_groups(server):
        (session,) = group["sessions"]
        metrics = {
            (metric["name"]["group"], metric["name"]["tag"]): (
                metric["trainingStep"],
                metric["value"],
            )
            for metric in group["metricValues"]
        }
        found[session["name"]] = (group["hparams"], session["status"], metrics)
    return found


# The projector.


def embedding(server, run, tensor):
    """(the checkpoint's path, what is said of the tensor) of a run."""
    info = server.get("plugin/projector/info", run=run)
    (found,) = [each for each in info["embeddings"] if each["tensorName"] == tensor]
    return info.get("modelCheckpointPath"), found


def tensor(server, run, name):
    """The float32 values of an embedding, in one row."""
    return np.frombuffer(server.get_bytes("plugin/projector/tensor", run=run, name=name), "<f4")


# The other plugins.


def curves(server, run, tag):
    """{step: (thresholds, true positives, false positives)}."""
    return {
        point["step"]: (point["thresholds"], point["true_positives"], point["false_positives"])
        for point in server.get("plugin/pr_curves/pr_curves", run=run, tag=tag)[run]
    }


def charts(server):
    """The sorted (title, tags) of the charts in the custom scalars' layout."""
    categories = server.get("plugin/custom_scalars/layout").get("category", [])
    found = [chart for category in categories for chart in category["chart"]]
    return sorted((chart["title"], chart.get("multiline", {}).get("tag", [])) for chart in found)


def charted(server, run, pattern):
    """{tag: [(step, value), ...]} of the scalars that a chart's pattern finds."""
    answer = server.get("plugin/custom_scalars/scalars", run=run, tag=pattern)
    return {
        tag: [(step, value) for _, step, value in events]
        for tag, events in answer["tag_to_events"].items()
    }


def meshes(server, run, tag):
    """{(step, content type): (array as a list, configuration of the scene)}."""
    content_types = {1: ("VERTEX", "<f4"), 2: ("FACE", "<i4"), 3: ("COLOR", "u1")}
    found = {}
    for part in server.get("plugin/mesh/meshes", run=run, tag=tag):
        name, dtype = content_types[part["content_type"]]
        asked = {"run": run, "tag": tag, "content_type": name, "sample": 0, "step": part["step"]}
        data = np.frombuffer(server.get_bytes("plugin/mesh/data", **asked), dtype)
        values = data.reshape(part["data_shape"]).tolist()
        found[part["step"], name] = (values, json.loads(part["config"]))
    return found


def histograms(server, run, tag):
    """{step: [[left edge, right edge, count], ...]}."""
    answer = server.get("plugin/histograms/histograms", run=run, tag=tag)
    return {step: buckets for _, step, buckets in answer}


def ends_of_distributions(server, run, tag):
    """{step: (least value, largest value)}."""
    answer = server.get("plugin/distributions/distributions", run=run, tag=tag)
    return {step: (points[0][1], points[-1][1]) for _, step, points in answer}


def texts(server, run, tag):
    """{step: HTML}."""
    answer = server.get("plugin/text/text", run=run, tag=tag)
    return {text["step"]: text["text"] for text in answer}


def sums_of_rows(html):
    """The sum of the numbers in each row of an HTML table, the head left out."""
    return [sum(map(int, re.findall(r"<td>(\d+)</td>", row))) for row in html.split("<tr>")[2:]]


def pictures(server, run, tag, sample):
    """{step: (size, set of RGB colors)}."""
    found = {}
    for picture in server.get("plugin/images/images", run=run, tag=tag, sample=sample):
        data = server.get_bytes(f"plugin/images/individualImage?{picture['query']}")
        image = Image.open(io.BytesIO(data)).convert("RGB")
        found[picture["step"]] = (image.size, {color for _, color in image.getcolors()})
    return found


def sounds(server, run, tag):
    """{step: length of the WAV file in bytes}."""
    return {
        sound["step"]: len(server.get_bytes(f"plugin/audio/individualAudio?{sound['query']}"))
        for sound in server.get("plugin/audio/audio", run=run, tag=tag, sample=0)
    }


def contents(server, plugin):
    """{run: {tag: content}} of a plugin, as the event multiplexer has it (contents_plugin.py)."""
    found = server.get("plugin/contents/contents", plugin=plugin)
    return {
        run: {tag: base64.b64decode(content) for tag, content in tags.items()}
        for run, tags in found.items()
    }


def series(server, plugin):
    """{run: {tag: (content, last step)}} of a plugin, as the data provider has it."""
    found = server.get("plugin/contents/series", plugin=plugin)
    return {
        run: {tag: (base64.b64decode(content), step) for tag, (content, step) in tags.items()}
        for run, tags in found.items()
    }
