"""The two clouds of the demo: a cloud, and the same one as seen before a known ego-motion."""

import numpy as np

import registration

FEWEST_POINTS = 100
STANDING = 0.3  # what is higher above the ground than this stands on it


def load(path):
    """Reads a point cloud.

    Args:
      path: a .npy file with an array [N, 3 or more]; columns after the third are left out.

    Returns:
      Points [N, 3], float64, moved so that their mean is zero: far from zero a small turn would be
      a long way.

    Raises:
      ValueError: the file cannot be read or does not hold such an array; one sentence says which.
    """
    try:
        points = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:  # EOFError: an empty file
        raise ValueError(
            "cannot read %s: %s. Expected a .npy file with an N x 3 array of numbers."
            % (path, error)
        ) from error
    shape = getattr(points, "shape", None)  # an .npz archive has none
    if shape is None or len(shape) != 2 or shape[1] < 3 or points.dtype.kind not in "fiu":
        found = "an archive" if shape is None else "%s of shape %s" % (points.dtype, shape)
        raise ValueError("expected an N x 3 array of numbers in %s, found %s." % (path, found))
    points = points[:, :3].astype(np.float64)
    bad = np.count_nonzero(~np.isfinite(points).all(axis=1))
    if bad:
        raise ValueError(
            "%d of the %d points in %s are not finite; remove them first."
            % (bad, len(points), path)
        )
    if len(points) < FEWEST_POINTS:
        raise ValueError(
            "%s holds %d points; registration needs at least %d."
            % (path, len(points), FEWEST_POINTS)
        )
    return points - points.mean(axis=0)


def pair(points, ego_motion, res_height, rng, source_points=2048, target_points=8192):
    """Makes the clouds before and after an ego-motion out of one cloud.

    The cloud before is a random part of the cloud after, taken back by the ego-motion, and with
    everything that stands on the ground sunk by res_height, as when a depth estimate has the ground
    right and the things on it wrong.

    Args:
      points: [N, 3].
      ego_motion: [6], from the cloud before to the cloud after.
      res_height: how far standing points are sunk, in the unit of the points.
      rng: np.random.RandomState.
      source_points, target_points: upper limits for the sizes of the clouds.

    Returns:
      (source [S, 3], standing [S], target [T, 3]), float32: the cloud before; 1 for each of its
      points that stands on the ground, 0 for the others; the cloud after.
    """
    target = points[rng.permutation(len(points))[:target_points]]
    ground = np.percentile(target[:, 2], 10)
    source = registration.move(target[:source_points], registration.inverse(ego_motion))
    standing = target[:source_points, 2] > ground + STANDING
    source[:, 2] -= res_height * standing
    return source.astype(np.float32), standing.astype(np.float32), target.astype(np.float32)
