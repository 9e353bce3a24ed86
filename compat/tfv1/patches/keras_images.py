"""Augmentation of images in tf_keras, with the pixels of 1.15's time (keras-preprocessing 1.1).

Later releases exchanged rows and columns, moved the middle, and kept the range of brightness.
"""

from typing import Any

import numpy as np

from tfv1.patches.table import Patch, value


def _apply_affine_transform(
    x: Any,
    theta: float = 0,
    tx: float = 0,
    ty: float = 0,
    shear: float = 0,
    zx: float = 1,
    zy: float = 1,
    row_axis: int = 0,
    col_axis: int = 1,
    channel_axis: int = 2,
    fill_mode: str = "nearest",
    cval: float = 0.0,
    order: int = 1,
) -> Any:
    """Rotates, shifts, shears and zooms each channel; `tx` and `zx` are those of the rows."""
    if not (theta or tx or ty or shear) and zx == zy == 1:
        return x
    from scipy import ndimage

    turn, slant = np.deg2rad(theta), np.deg2rad(shear)
    middle = np.array([x.shape[row_axis], x.shape[col_axis]]) / 2 + 0.5
    matrix = (
        _moving(middle)
        @ np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
        @ _moving((tx, ty))
        @ np.array([[1, -np.sin(slant), 0], [0, np.cos(slant), 0], [0, 0, 1]])
        @ np.diag([zx, zy, 1])
        @ _moving(-middle)
    )
    channels = [
        ndimage.affine_transform(
            channel, matrix[:2, :2], matrix[:2, 2], order=order, mode=fill_mode, cval=cval
        )
        for channel in np.moveaxis(x, channel_axis, 0)
    ]
    return np.moveaxis(np.stack(channels), 0, channel_axis)


def _moving(by: Any) -> Any:
    matrix = np.eye(3)
    matrix[:2, 2] = by
    return matrix


def _scaled_always(apply_brightness_shift: Any) -> Any:
    def apply(x: Any, brightness: float, scale: bool = True) -> Any:
        return apply_brightness_shift(x, brightness)

    return apply


_IMAGE = "tf_keras.src.preprocessing.image"

PATCHES = (
    Patch(
        f"{_IMAGE}:apply_affine_transform",
        value(_apply_affine_transform),
        "exchanges rows and columns, and has another middle",
        holders=("tf_keras",),
    ),
    Patch(
        f"{_IMAGE}:apply_brightness_shift",
        _scaled_always,
        "keeps the range of an image when a generator changes it",
        holders=("tf_keras",),
    ),
)
