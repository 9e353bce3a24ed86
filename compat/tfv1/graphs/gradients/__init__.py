"""The gradients of ops, by family."""

from tfv1.graphs.gradients import arithmetic, arrays, linalg, nn, outputs, reductions, segments

__all__ = ["arithmetic", "arrays", "linalg", "nn", "outputs", "reductions", "segments"]
