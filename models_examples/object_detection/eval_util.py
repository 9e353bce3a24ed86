"""Evaluates object detections and writes metrics and drawn images to an eval directory.

Writers come from tf.summary.FileWriterCache, so that any number of threads, and whoever else writes
to that directory in this process, share one event file.

A result is a dict about one image:
    image               uint8 [height, width, 3]
    groundtruth_boxes   float [m, 4], (ymin, xmin, ymax, xmax) in pixels
    groundtruth_classes int [m], from 1
    detection_boxes     float [n, 4], as above, by falling score
    detection_scores    float [n], from 0 to 1
    detection_classes   int [n]
A category is a dict with an id (from 1) and a name.
"""

import io

import numpy as np
import tensorflow as tf
from PIL import Image

import average_precision

COLORS = np.array(
    [(230, 60, 50), (40, 170, 80), (50, 110, 220), (240, 180, 30), (160, 70, 200)], np.uint8
)
GROUNDTRUTH_COLOR = np.array((255, 255, 255), np.uint8)
IOU_THRESHOLD = 0.5


def evaluate_pascal(results, categories):
    """Returns {tag: value}: the average precision of each category at 0.5 IoU, and their mean.

    A category of which no image has a true box is nan and stays out of the mean.
    """
    metrics = {}
    for category in categories:
        scores, right, total = [], [], 0
        for result in results:
            detected = result["detection_classes"] == category["id"]
            true = result["groundtruth_classes"] == category["id"]
            scores.extend(result["detection_scores"][detected])
            right.extend(
                average_precision.true_positives(
                    result["detection_boxes"][detected],
                    result["groundtruth_boxes"][true],
                    IOU_THRESHOLD,
                )
            )
            total += int(np.sum(true))
        tag = "PascalBoxes_PerformanceByCategory/AP@0.5IOU/" + category["name"]
        metrics[tag] = average_precision.average_precision(scores, right, total)
    known = [value for value in metrics.values() if not np.isnan(value)]
    metrics["PascalBoxes_Precision/mAP@0.5IOU"] = float(np.mean(known)) if known else float("nan")
    return metrics


def write_metrics(metrics, global_step, summary_dir):
    """Writes {tag: number} as one event, tags in alphabetical order."""
    values = [tf.Summary.Value(tag=tag, simple_value=metrics[tag]) for tag in sorted(metrics)]
    writer = tf.summary.FileWriterCache.get(summary_dir)
    writer.add_summary(tf.Summary(value=values), global_step)


def outline(image, box, color, thickness=1):
    """Draws the border of a box, inside it and inside the image, into a uint8 image in place."""
    height, width = image.shape[:2]
    limits = np.array([height, width, height, width])
    top, left, bottom, right = np.clip(np.round(box), 0, limits).astype(int)
    if top >= bottom or left >= right:
        return  # nothing of it is in the image
    region = image[top:bottom, left:right]
    region[:thickness] = region[-thickness:] = color
    region[:, :thickness] = region[:, -thickness:] = color


def score_bar(image, box, score, color):
    """Draws a bar above a box, as long as the share `score` of the box' width, in place."""
    top, left, _, right = np.round(box).astype(int)
    end = left + int(round(score * (right - left)))
    image[max(top - 3, 0) : max(top - 1, 0), max(left, 0) : max(end, 0)] = color


def draw_detections(result, min_score=0.5):
    """Returns a copy of the image: true boxes in white, detections in the colour of their class."""
    drawn = result["image"].copy()
    for box in result["groundtruth_boxes"]:
        outline(drawn, box, GROUNDTRUTH_COLOR)
    detections = zip(
        result["detection_boxes"], result["detection_scores"], result["detection_classes"]
    )
    for box, score, class_id in detections:
        if score >= min_score:
            color = COLORS[(class_id - 1) % len(COLORS)]
            outline(drawn, box, color, thickness=2)
            score_bar(drawn, box, score, color)
    return drawn


def write_image(image, tag, global_step, summary_dir):
    """Writes a uint8 image [height, width, 3] as PNG."""
    encoded = io.BytesIO()
    Image.fromarray(image).save(encoded, format="PNG")
    height, width, channels = image.shape
    value = tf.Summary.Value(
        tag=tag,
        image=tf.Summary.Image(
            height=height,
            width=width,
            colorspace=channels,
            encoded_image_string=encoded.getvalue(),
        ),
    )
    writer = tf.summary.FileWriterCache.get(summary_dir)
    writer.add_summary(tf.Summary(value=[value]), global_step)
