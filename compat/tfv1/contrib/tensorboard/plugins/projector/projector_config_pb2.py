"""The projector's protos under 1.15's module path; the classes are TensorBoard's."""

from tensorboard.plugins.projector.projector_config_pb2 import (
    DESCRIPTOR,
    EmbeddingInfo,
    ProjectorConfig,
    SpriteMetadata,
)

__all__ = ["DESCRIPTOR", "EmbeddingInfo", "ProjectorConfig", "SpriteMetadata"]
