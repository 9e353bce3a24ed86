"""Average precision of object detections, as PASCAL VOC defines it from 2010 on."""

import numpy as np


def iou(boxes, others):
    """Returns the intersection over union, [n, m], of boxes [n, 4] and others [m, 4].

    A box is (ymin, xmin, ymax, xmax). A pair of boxes without any area has 0.
    """
    boxes = np.asarray(boxes, np.float64).reshape(-1, 1, 4)
    others = np.asarray(others, np.float64).reshape(1, -1, 4)
    low = np.maximum(boxes[..., :2], others[..., :2])
    high = np.minimum(boxes[..., 2:], others[..., 2:])
    shared = np.prod(np.maximum(high - low, 0), axis=-1)
    areas = [np.prod(b[..., 2:] - b[..., :2], axis=-1) for b in (boxes, others)]
    union = areas[0] + areas[1] - shared
    return np.where(union > 0, shared / np.where(union > 0, union, 1), 0.0)


def true_positives(detected, truth, threshold=0.5):
    """Says which detections of one class in one image are right.

    A detection goes to the true box it overlaps most; it is right when they overlap by `threshold`
    or more and no better-scored detection has taken that box.

    Args:
      detected: [n, 4] boxes by falling score.
      truth: [m, 4] true boxes.

    Returns:
      A list of n booleans.
    """
    if not len(truth):
        return [False] * len(detected)
    taken = set()
    right = []
    for overlaps in iou(detected, truth):
        best = int(np.argmax(overlaps))
        right.append(bool(overlaps[best] >= threshold and best not in taken))
        if right[-1]:
            taken.add(best)
    return right


def average_precision(scores, right, total):
    """Returns the area under the precision-recall curve, made monotone from the right.

    Args:
      scores: [n] scores of the detections of all images.
      right: [n] whether each is a true positive.
      total: number of true boxes; with 0 the result is nan.
    """
    if not total:
        return float("nan")
    # A stable sort: detections of equal score keep the order of their images.
    ranked = np.asarray(right, bool)[np.argsort(-np.asarray(scores, np.float64), kind="stable")]
    hits = np.cumsum(ranked)
    recall = hits / float(total)
    precision = hits / np.arange(1.0, len(ranked) + 1)
    # The best precision at this recall or a higher one.
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(np.concatenate([[0.0], recall])) * envelope))
