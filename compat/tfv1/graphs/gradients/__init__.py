"""The gradients of ops, by family."""

from tfv1.graphs.gradients import arithmetic, arrays, nn, outputs, reductions, segments

__all__ = ["arithmetic", "arrays", "nn", "outputs", "reductions", "segments"]
