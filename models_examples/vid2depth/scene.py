"""A street to scan: boxes, poles and a ground plane, and a spinning laser scanner that sees them.

The street runs along x. The ground is z = 0; the scanner is SCANNER_HEIGHT above the origin.
Lengths are metres, angles degrees.
"""

import numpy as np

SCANNER_HEIGHT = 1.8
MAX_RANGE = 50.0


def street(rng):
    """Returns the parts of a random street.

    Args:
      rng: np.random.RandomState.

    Returns:
      (boxes, poles): boxes [B, 2, 3] with the low and the high corner of houses and parked cars;
      poles [P, 4] with x, y, radius and height.
    """
    boxes, poles = [], []
    for side in (-1.0, 1.0):
        x = -MAX_RANGE
        while x < MAX_RANGE:
            length, depth, height = rng.uniform(8, 16), rng.uniform(6, 10), rng.uniform(4, 9)
            front = side * rng.uniform(8, 11)
            boxes.append(_box(x, x + length, front, front + side * depth, height))
            x += length + rng.choice(
                [0.0, rng.uniform(2, 5)]
            )  # some houses share a wall, some leave a gap
        x = -40 + rng.uniform(0, 8)
        while x < 40:
            near = side * rng.uniform(3.0, 3.4)
            far = near + side * rng.uniform(1.7, 1.9)
            length, height = rng.uniform(3.8, 4.8), rng.uniform(0.8, 1.0)
            boxes.append(_box(x, x + length, near, far, height))  # hood and trunk
            boxes.append(_box(x + 1.1, x + length - 0.7, near, far, height + 0.55))  # cabin
            x += length + rng.uniform(1.5, 9)
        for x in np.arange(-36 + rng.uniform(0, 6), 40, 12):
            poles.append((x, side * 6.0, rng.uniform(0.08, 0.15), rng.uniform(4, 6)))
    return np.array(boxes), np.array(poles)


def scan(rng, beams=32, azimuths=360, lowest=-25.0, highest=12.0, noise=0.01):
    """Scans a random street once around.

    Args:
      rng: np.random.RandomState; draws the street, then the range noise.
      beams: number of laser beams, spread evenly over the elevations.
      azimuths: number of directions per revolution.
      lowest, highest: elevations of the outermost beams, degrees above the horizon.
      noise: standard deviation of a measured range, metres.

    Returns:
      Points [N, 3] as the scanner sees them, float64: x ahead, y to the left, z up, the scanner
      at zero. N <= beams * azimuths, since a ray into the sky or beyond MAX_RANGE gives no point.
    """
    boxes, poles = street(rng)
    elevation, azimuth = np.meshgrid(
        np.deg2rad(np.linspace(lowest, highest, beams)),
        np.linspace(-np.pi, np.pi, azimuths, endpoint=False),
        indexing="ij",
    )
    rays = np.stack(
        [
            np.cos(elevation) * np.cos(azimuth),
            np.cos(elevation) * np.sin(azimuth),
            np.sin(elevation),
        ],
        axis=-1,
    ).reshape(-1, 3)
    ranges = cast(rays, boxes, poles)
    hit = ranges < MAX_RANGE
    ranges = ranges[hit] + rng.normal(0.0, noise, hit.sum())
    return rays[hit] * ranges[:, np.newaxis]


def cast(rays, boxes, poles):
    """Returns how far [N] each unit ray [N, 3] goes until it meets something; inf for the sky."""
    origin = np.array([0.0, 0.0, SCANNER_HEIGHT])
    # A ray parallel to an axis divides by zero; the infinities compare as they should.
    with np.errstate(divide="ignore", invalid="ignore"):
        nearest = np.where(rays[:, 2] < 0, -SCANNER_HEIGHT / rays[:, 2], np.inf)
        for low, high in boxes:
            nearest = np.minimum(nearest, _to_box(rays, low - origin, high - origin))
        for x, y, radius, height in poles:
            nearest = np.minimum(nearest, _to_pole(rays, x, y, radius, height - SCANNER_HEIGHT))
    return nearest


def _box(x0, x1, y0, y1, height):
    return (min(x0, x1), min(y0, y1), 0.0), (max(x0, x1), max(y0, y1), height)


def _to_box(rays, low, high):
    """Distance to an axis-aligned box: inside it is inside all three pairs of planes."""
    first, second = low / rays, high / rays
    enter = np.minimum(first, second).max(axis=1)
    leave = np.maximum(first, second).min(axis=1)
    return np.where((enter <= leave) & (enter > 0), enter, np.inf)


def _to_pole(rays, x, y, radius, top):
    """Distance to an upright cylinder that ends `top` above the scanner."""
    a = rays[:, 0] ** 2 + rays[:, 1] ** 2
    b = rays[:, 0] * x + rays[:, 1] * y
    distance = (b - np.sqrt(b**2 - a * (x**2 + y**2 - radius**2))) / a
    return np.where((distance > 0) & (distance * rays[:, 2] < top), distance, np.inf)
