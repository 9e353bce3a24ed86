"""The detection example: overlap, average precision, drawing, a run that writes from threads."""

import pathlib

import numpy as np
import pytest

import average_precision as ap

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "models_examples" / "object_detection"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ((0, 0, 2, 2), 1.0),
        ((0, 1, 2, 3), 1 / 3),
        ((1, 1, 3, 3), 1 / 7),
        ((0, 0, 1, 1), 1 / 4),
        ((2, 0, 4, 2), 0.0),  # they touch
        ((5, 5, 6, 6), 0.0),
    ],
)
def test_overlap_is_shared_area_by_joint_area(other, expected):
    """iou of a 2 x 2 box with another one is as counted by hand."""
    assert ap.iou([(0, 0, 2, 2)], [other]) == pytest.approx(expected)


def test_boxes_without_area_do_not_overlap():
    """Two empty boxes at one place have 0, not nan."""
    assert ap.iou([(1, 1, 1, 1)], [(1, 1, 1, 1)]).tolist() == [[0.0]]


def test_a_true_box_is_found_once():
    """The better-scored of two detections of one box is right, the other one wrong."""
    box, shifted, far = (0, 0, 10, 10), (1, 0, 11, 10), (50, 50, 60, 60)
    assert ap.true_positives([box, shifted, far], [box]) == [True, False, False]
    assert ap.true_positives([shifted, box], [box]) == [True, False]
    assert ap.true_positives([box], []) == [False]


def test_overlap_at_the_threshold_counts():
    """An overlap of exactly the threshold is right, a smaller one wrong."""
    assert ap.true_positives([(0, 0, 1, 1)], [(0, 0, 1, 2)], threshold=0.5) == [True]
    assert ap.true_positives([(0, 0, 1, 1)], [(0, 0, 1, 2)], threshold=0.51) == [False]


@pytest.mark.parametrize(
    ("scores", "right", "total", "expected"),
    [
        ([0.9, 0.8], [True, True], 2, 1.0),
        ([0.9, 0.8], [True, True], 4, 0.5),  # half of the true boxes is never found
        ([0.9, 0.8], [False, True], 1, 0.5),
        ([0.8, 0.9], [True, False], 1, 0.5),  # by score, not by position
        # Precisions 1, 1/2, 2/3 at recalls 1/2, 1/2, 1: the envelope at full recall is 2/3.
        ([0.9, 0.8, 0.7], [True, False, True], 2, 0.5 + 0.5 * 2 / 3),
        # Precisions 0, 1/2, 2/3, 2/4, 3/5: made monotone, 2/3 holds to the second hit.
        ([5, 4, 3, 2, 1], [False, True, True, False, True], 3, 2 / 3 * 2 / 3 + 3 / 5 / 3),
        ([], [], 3, 0.0),
        ([0.9], [False], 3, 0.0),
    ],
)
def test_average_precision_is_the_area_under_the_envelope(scores, right, total, expected):
    """PASCAL's average precision of short lists is as computed by hand."""
    assert ap.average_precision(scores, right, total) == pytest.approx(expected)


def test_average_precision_without_true_boxes_is_nan():
    """A class that is in no image has no average precision."""
    assert np.isnan(ap.average_precision([0.5], [False], 0))
