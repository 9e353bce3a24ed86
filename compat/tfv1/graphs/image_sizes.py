"""tf.image: what crops, pads and resizes."""

from collections.abc import Callable
from typing import Any

from tensorflow.python.framework import dtypes, ops, tensor_util
from tensorflow.python.ops import (
    array_ops,
    array_ops_stack,
    control_flow_ops,
    image_ops_impl,
    math_ops,
)

from tfv1.graphs.replacing import original, replaces

_IMAGES = "ops.image_ops_impl"


@replaces(f"{_IMAGES}:crop_to_bounding_box", "TensorFlow 2 takes the sizes that it keeps")
def crop_to_bounding_box(
    image: Any, offset_height: Any, offset_width: Any, target_height: Any, target_width: Any
) -> Any:
    with ops.name_scope(None, "crop_to_bounding_box", [image]):
        image, is_batch = _as_batch(ops.convert_to_tensor(image, name="image"))
        checks = image_ops_impl._CheckAtLeast3DImage(image, require_static=False)
        batch, height, width, depth = image_ops_impl._ImageDimensions(image, rank=4)
        checks += _checks(
            (lambda: offset_width >= 0, "offset_width must be >= 0."),
            (lambda: offset_height >= 0, "offset_height must be >= 0."),
            (lambda: target_width > 0, "target_width must be > 0."),
            (lambda: target_height > 0, "target_height must be > 0."),
            (lambda: width >= target_width + offset_width, "width must be >= target + offset."),
            (lambda: height >= target_height + offset_height, "height must be >= target + offset."),
        )
        image = control_flow_ops.with_dependencies(checks, image)
        begin = array_ops_stack.stack([0, offset_height, offset_width, 0])
        size = array_ops_stack.stack([-1, target_height, target_width, -1])
        cropped = array_ops.slice(image, begin, size)
        return _as_given(cropped, (batch, target_height, target_width, depth), is_batch)


@replaces(f"{_IMAGES}:pad_to_bounding_box", "TensorFlow 2 checks the image later")
def pad_to_bounding_box(
    image: Any, offset_height: Any, offset_width: Any, target_height: Any, target_width: Any
) -> Any:
    with ops.name_scope(None, "pad_to_bounding_box", [image]):
        image, is_batch = _as_batch(ops.convert_to_tensor(image, name="image"))
        checks = image_ops_impl._CheckAtLeast3DImage(image, require_static=False)
        batch, height, width, depth = image_ops_impl._ImageDimensions(image, rank=4)
        right = target_width - offset_width - width
        below = target_height - offset_height - height
        checks += _checks(
            (lambda: offset_height >= 0, "offset_height must be >= 0"),
            (lambda: offset_width >= 0, "offset_width must be >= 0"),
            (lambda: right >= 0, "width must be <= target - offset"),
            (lambda: below >= 0, "height must be <= target - offset"),
        )
        image = control_flow_ops.with_dependencies(checks, image)
        sizes = [0, 0, offset_height, below, offset_width, right, 0, 0]
        padded = array_ops.pad(image, array_ops.reshape(array_ops_stack.stack(sizes), [4, 2]))
        return _as_given(padded, (batch, target_height, target_width, depth), is_batch)


def _checks(*conditions: tuple[Callable[[], Any], str]) -> list[Any]:
    """The ops that check conditions, each made of what the one before left in the graph."""
    return [
        op
        for condition, message in conditions
        for op in image_ops_impl._assert(condition(), ValueError, message)
    ]


def _as_given(image: Any, dims: tuple[Any, ...], is_batch: bool) -> Any:
    """An image that was made a batch, as a single one if it was that."""
    image.set_shape([None if tensor_util.is_tf_type(dim) else dim for dim in dims])
    return image if is_batch else array_ops.squeeze(image, axis=[0])


@replaces(f"{_IMAGES}:_resize_image_with_pad_common", "TensorFlow 2 computes in 32 bits")
def _resize_image_with_pad_common(
    image: Any, target_height: Any, target_width: Any, resize_fn: Any
) -> Any:
    with ops.name_scope(None, "resize_image_with_pad", [image]):
        image, is_batch = _as_batch(ops.convert_to_tensor(image, name="image"))
        checks = image_ops_impl._CheckAtLeast3DImage(image, require_static=False)
        checks += _checks(
            (lambda: target_width > 0, "target_width must be > 0."),
            (lambda: target_height > 0, "target_height must be > 0."),
        )
        image = control_flow_ops.with_dependencies(checks, image)
        _, *size, _ = image_ops_impl._ImageDimensions(image, rank=4)
        targets = [target_height, target_width]
        height, width, *bounds = (math_ops.cast(x, dtypes.float64) for x in (*size, *targets))
        ratio = math_ops.maximum(width / bounds[1], height / bounds[0])
        scaled = [height / ratio, width / ratio]
        resized = [math_ops.cast(math_ops.floor(x), dtypes.int32) for x in scaled]
        spare = [(bound - x) / 2 for bound, x in zip(bounds, scaled, strict=True)]
        offsets = [math_ops.floor(x) for x in spare]
        offsets = [math_ops.maximum(0, math_ops.cast(x, dtypes.int32)) for x in offsets]
        image = resize_fn(image, resized)
        padded = image_ops_impl.pad_to_bounding_box(image, *offsets, *targets)
        image_ops_impl._ImageDimensions(padded, rank=4)
        return padded if is_batch else array_ops.squeeze(padded, axis=[0])


@replaces(f"{_IMAGES}:_resize_images_common", "TensorFlow 2 reads the size from its tensor")
def _resize_images_common(
    images: Any,
    resizer_fn: Any,
    size: Any,
    preserve_aspect_ratio: Any,
    name: Any,
    skip_resize_if_same: Any,
) -> Any:
    own = original(_resize_images_common)
    options = name, skip_resize_if_same
    if not preserve_aspect_ratio:
        return own(images, resizer_fn, size, preserve_aspect_ratio, *options)
    with ops.name_scope(name, "resize", [images, size]):
        images = ops.convert_to_tensor(images, name="images")
        if images.shape.rank is None:
            raise ValueError("'images' contains no shape.")
        images, is_batch = _as_batch(images)
        size = ops.convert_to_tensor(size, dtypes.int32, name="size")
        bounds = tensor_util.constant_value_as_shape(size).as_list()
        _, *given, _ = image_ops_impl._ImageDimensions(images, rank=4)
        factors = [
            math_ops.cast(bound, dtypes.float32) / math_ops.cast(dim, dtypes.float32)
            for bound, dim in zip(bounds, given, strict=True)
        ]
        factor = math_ops.minimum(*factors)
        scaled = [
            math_ops.cast(math_ops.round(factor * math_ops.cast(dim, dtypes.float32)), dtypes.int32)
            for dim in given
        ]
        size = ops.convert_to_tensor(scaled, dtypes.int32, name="size")
        known = tensor_util.constant_value_as_shape(size).as_list()
        if not (skip_resize_if_same and None not in known and images.shape[1:3] == known):
            images = resizer_fn(images, size)
            images.set_shape([None, *known, None])
        return images if is_batch else array_ops.squeeze(images, axis=[0])


def _as_batch(image: Any) -> tuple[Any, bool]:
    """An image as a batch of one, and whether it was a batch already."""
    rank = image.shape.rank
    if rank == 4:
        return image, True
    if rank not in (None, 3):
        raise ValueError(f"'image' must have either 3 or 4 dimensions; it has {rank}.")
    image = array_ops.expand_dims(image, 0)
    if rank is None:
        image.set_shape([None] * 4)
    return image, False
