"""Rigid registration of point clouds: motions, weighted alignment, iterative closest point.

A motion is six numbers (tx, ty, tz, rx, ry, rz): a point p goes to R p + t, with
R = Rz(rz) Ry(ry) Rx(rx). Lengths have the unit of the clouds, angles are radians.
"""

import numpy as np
from scipy.spatial import cKDTree


def rotation(angles):
    """Returns the rotation matrix [3, 3] of the angles (rx, ry, rz)."""
    (cx, cy, cz), (sx, sy, sz) = np.cos(angles), np.sin(angles)
    return np.array(
        [
            [cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx],
            [sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx],
            [-sy, cy * sx, cy * cx],
        ]
    )


def angles(matrix):
    """Returns the (rx, ry, rz) whose rotation() is `matrix` [3, 3]; ry lies in [-pi/2, pi/2]."""
    return np.array(
        [
            np.arctan2(matrix[2, 1], matrix[2, 2]),
            np.arcsin(np.clip(-matrix[2, 0], -1.0, 1.0)),
            np.arctan2(matrix[1, 0], matrix[0, 0]),
        ]
    )


def move(points, motion):
    """Returns the points [N, 3] after the motion [6]."""
    return points.dot(rotation(motion[3:]).T) + motion[:3]


def inverse(motion):
    """Returns the motion [6] that undoes `motion` [6]."""
    back = rotation(motion[3:]).T
    return np.concatenate([-back.dot(motion[:3]), angles(back)])


def align(source, target, weights):
    """Finds the motion that brings paired points together, by the SVD of their covariance.

    Args:
      source, target: [N, 3], paired row by row.
      weights: [N], not negative; how much each pair counts.

    Returns:
      (R [3, 3], t [3]) with the least weighted sum of |R source + t - target|^2. R is never a
      reflection.
    """
    weights = weights / weights.sum()
    source_centre, target_centre = weights.dot(source), weights.dot(target)
    covariance = (source - source_centre).T.dot((target - target_centre) * weights[:, np.newaxis])
    u, _, vt = np.linalg.svd(covariance)
    mirrored = np.sign(np.linalg.det(u) * np.linalg.det(vt))
    turn = (vt.T * [1.0, 1.0, mirrored]).dot(u.T)
    return turn, target_centre - turn.dot(source_centre)


def closest_point_iterations(source, target, iterations=4):
    """Registers `source` to `target` by iterative closest point.

    Pairs are weighted by 1 / (1 + (d / s)^2), d their distance and s twice the median distance:
    points that have no counterpart in the other cloud then hardly count.

    Args:
      source: [N, 3].
      target: [M, 3].
      iterations: rounds of pairing and aligning.

    Returns:
      (motion [6], residual [N, 3], pairs [N]): the motion from source to target; for each source
      point what is still missing after it to its partner; the partner's row in target.

    Raises:
      ValueError: a source point is not finite; too high a learning rate ends like that.
    """
    if not np.isfinite(source).all():
        raise ValueError(
            "the source cloud has points that are not finite; try a lower learning rate."
        )
    tree = cKDTree(target)
    turn, shift = np.eye(3), np.zeros(3)
    moved = source
    for _ in range(iterations):
        distances, pairs = tree.query(moved)
        scale = 2.0 * np.median(distances) + 1e-9
        turn, shift = align(source, target[pairs], 1.0 / (1.0 + (distances / scale) ** 2))
        moved = source.dot(turn.T) + shift
    _, pairs = tree.query(moved)
    return np.concatenate([shift, angles(turn)]), target[pairs] - moved, pairs
