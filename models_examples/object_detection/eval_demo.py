"""Evaluates a made-up detector, checkpoint after checkpoint, on several data sets at a time.

Each data set has a thread and an eval directory of its own; more threads draw its images. Scenes
and detections come from seeded generators; later checkpoints detect better. Overlapping detections
are removed by a TensorFlow graph that all threads run in one session.

python eval_demo.py --eval_dir=/tmp/detection --checkpoints=10
tensorboard --logdir=/tmp/detection
"""

import os
import sys
import zlib
from concurrent import futures

import numpy as np
import tensorflow as tf

import eval_util

flags = tf.app.flags
FLAGS = flags.FLAGS

flags.DEFINE_string("eval_dir", "/tmp/detection_eval", "Parent of the eval directories.")
flags.DEFINE_list("datasets", ["train", "val", "night"], "Data sets to evaluate.")
flags.DEFINE_integer("checkpoints", 8, "Number of checkpoints to evaluate.", lower_bound=1)
flags.DEFINE_integer("images", 40, "Images in a data set.", lower_bound=1)
flags.DEFINE_integer("drawn_images", 4, "Images to draw.", lower_bound=0)
flags.DEFINE_integer("image_size", 96, "Height and width of an image.", lower_bound=32)
flags.DEFINE_integer("seed", 1, "Seed of the scenes and detections.")

CATEGORIES = [{"id": i, "name": name} for i, name in enumerate(("car", "person", "bicycle"), 1)]
STEPS_PER_CHECKPOINT = 1000
CANDIDATES = 3  # detections of a true box before the overlapping ones are removed


def generator(*key):
    """Returns a generator that depends on --seed and the key alone, in whichever thread."""
    return np.random.RandomState(zlib.crc32(repr((FLAGS.seed,) + key).encode()))


def make_scene(dataset, number):
    """Returns the image, the true boxes and their classes; a box is a filled rectangle."""
    rng = generator("scene", dataset, number)
    size = FLAGS.image_size
    shade = np.linspace(150, 60, size).astype(np.uint8)
    image = np.repeat(shade, size * 3).reshape(size, size, 3)
    classes = rng.randint(1, len(CATEGORIES) + 1, size=rng.randint(1, 5))
    sides = rng.uniform(0.15, 0.4, [len(classes), 2]) * size
    corners = rng.uniform(0, 1, [len(classes), 2]) * (size - sides)
    boxes = np.round(np.concatenate([corners, corners + sides], axis=1))
    for box, class_id in zip(boxes, classes):
        top, left, bottom, right = box.astype(int)
        image[top:bottom, left:right] = eval_util.COLORS[class_id - 1] // 2 + 30
    return image, boxes, classes


def detect(boxes, classes, quality, rng):
    """Returns the boxes, scores and classes of a detector of this quality, from 0 to 1."""
    size = FLAGS.image_size
    candidates = np.repeat(boxes, CANDIDATES, axis=0)
    labels = np.repeat(classes, CANDIDATES)
    candidates = candidates + rng.normal(0, size * 0.09 * (1.1 - quality), candidates.shape)
    confused = rng.uniform(size=len(labels)) > 0.5 + 0.5 * quality
    labels = np.where(confused, rng.randint(1, len(CATEGORIES) + 1, len(labels)), labels)
    scores = np.clip(rng.normal(0.4 + 0.5 * quality, 0.15, len(labels)), 0.01, 1)
    # And some where nothing is.
    ghosts = rng.poisson(4 * (1 - quality))
    corners = rng.uniform(0, 0.7, [ghosts, 2]) * size
    empty = np.concatenate([corners, corners + 0.25 * size], axis=1)
    return (
        np.concatenate([candidates, empty]),
        np.concatenate([scores, rng.uniform(0.05, 0.7, ghosts)]),
        np.concatenate([labels, rng.randint(1, len(CATEGORIES) + 1, ghosts)]),
    )


class OverlapFilter(object):
    """Keeps the best-scored of the detections that cover each other; safe from several threads."""

    def __init__(self):
        self.boxes = tf.placeholder(tf.float32, [None, 4], name="boxes")
        self.scores = tf.placeholder(tf.float32, [None], name="scores")
        self.kept = tf.image.non_max_suppression(
            self.boxes, self.scores, max_output_size=20, iou_threshold=0.4, name="kept"
        )
        self.session = tf.Session()

    def __call__(self, boxes, scores):
        """Returns the positions of the kept detections, by falling score."""
        return self.session.run(self.kept, {self.boxes: boxes, self.scores: scores})


def evaluate(dataset, step, quality, overlap_filter):
    """Returns the results (see eval_util) of all images of a data set."""
    results = []
    for number in range(FLAGS.images):
        image, true_boxes, true_classes = make_scene(dataset, number)
        boxes, scores, classes = detect(
            true_boxes, true_classes, quality, generator("detections", dataset, step, number)
        )
        kept = overlap_filter(boxes, scores)
        results.append(
            {
                "image": image,
                "groundtruth_boxes": true_boxes,
                "groundtruth_classes": true_classes,
                "detection_boxes": boxes[kept],
                "detection_scores": scores[kept],
                "detection_classes": classes[kept],
            }
        )
    return results


def evaluate_checkpoints(dataset, overlap_filter):
    """Evaluates all checkpoints on a data set and writes to its eval directory."""
    summary_dir = os.path.join(FLAGS.eval_dir, "eval_" + dataset)
    with overlap_filter.session.graph.as_default():
        # The first get writes the default graph, and a new thread's default graph is an empty one.
        tf.summary.FileWriterCache.get(summary_dir)
    with futures.ThreadPoolExecutor(max_workers=4) as drawers:
        for checkpoint in range(1, FLAGS.checkpoints + 1):
            step = checkpoint * STEPS_PER_CHECKPOINT
            results = evaluate(dataset, step, 1 - 0.75**checkpoint, overlap_filter)

            def draw(number, step=step, results=results):
                drawn = eval_util.draw_detections(results[number])
                eval_util.write_image(drawn, "image-%d" % number, step, summary_dir)

            drawing = drawers.map(draw, range(min(FLAGS.drawn_images, FLAGS.images)))
            metrics = eval_util.evaluate_pascal(results, CATEGORIES)
            eval_util.write_metrics(metrics, step, summary_dir)
            list(drawing)  # waits, and raises what a drawer raised
            # One write a line: print would let the lines of two threads run together.
            mean = metrics["PascalBoxes_Precision/mAP@0.5IOU"]
            sys.stdout.write("%-8s step %6d  mAP %.3f\n" % (dataset, step, mean))


def main(_):
    overlap_filter = OverlapFilter()
    with futures.ThreadPoolExecutor(max_workers=len(FLAGS.datasets)) as evaluators:
        done = [
            evaluators.submit(evaluate_checkpoints, dataset, overlap_filter)
            for dataset in FLAGS.datasets
        ]
    for evaluation in done:
        evaluation.result()  # raises what its thread raised
    tf.summary.FileWriterCache.clear()
    print("Summaries are in %s" % FLAGS.eval_dir)


if __name__ == "__main__":
    tf.app.run()
