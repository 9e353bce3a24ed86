"""tf.keras in graph mode, which is legacy Keras."""

from tfv1.graphs.keras import (
    applications,
    cells,
    layers,
    loops,
    losses,
    mean_iou,
    metrics,
    random,
    recurrent,
    saving,
    total_loss,
    training,
)

__all__ = [
    "applications",
    "cells",
    "layers",
    "loops",
    "losses",
    "mean_iou",
    "metrics",
    "random",
    "recurrent",
    "saving",
    "total_loss",
    "training",
]
