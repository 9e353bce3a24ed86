"""tf.image."""

from collections.abc import Callable
from typing import Any

from tensorflow.python.framework import dtypes, ops, tensor_util
from tensorflow.python.ops import (
    array_ops,
    array_ops_stack,
    check_ops,
    control_flow_assert,
    control_flow_ops,
    gen_image_ops,
    image_ops_impl,
    math_ops,
    string_ops,
)
from tensorflow.python.ops import cond as cond_lib

from tfv1.graphs.replacing import original, replaces, replaces_name
from tfv1.graphs.scopes import in_graph
from tfv1.names.modules import over

_IMAGES = "ops.image_ops_impl"


@replaces(f"{_IMAGES}:_CheckAtLeast3DImage", "TensorFlow 2 checks the last three sizes only")
def _CheckAtLeast3DImage(image: Any, require_static: bool = True) -> Any:
    try:
        shape = image.shape.with_rank_at_least(3 if image.shape.rank is not None else 0)
    except ValueError:
        raise ValueError("'image' must be at least three-dimensional.") from None
    if require_static and not shape.is_fully_defined():
        raise ValueError("'image' must be fully defined.")
    if any(size == 0 for size in shape.as_list() if size is not None):
        raise ValueError(f"all dims of 'image.shape' must be > 0: {shape}")
    if shape.is_fully_defined():
        return []
    return [
        check_ops.assert_positive(
            array_ops.shape(image), ["all dims of 'image.shape' must be > 0."]
        ),
        check_ops.assert_greater_equal(
            array_ops.rank(image), 3, message="'image' must be at least three-dimensional."
        ),
    ]


@replaces(f"{_IMAGES}:per_image_standardization", "1.15 gave back the type that it got")
def per_image_standardization(image: Any) -> Any:
    with ops.name_scope(None, "per_image_standardization", [image]) as scope:
        image = ops.convert_to_tensor(image, name="image")
        image = image_ops_impl._AssertAtLeast3DImage(image)
        given = image.dtype
        if given not in (dtypes.float16, dtypes.float32):
            image = image_ops_impl.convert_image_dtype(image, dtypes.float32)
        pixels = math_ops.reduce_prod(array_ops.shape(image)[-3:])
        axes = [-1, -2, -3]
        mean = math_ops.reduce_mean(image, axis=axes, keepdims=True)
        deviation = math_ops.reduce_std(image, axis=axes, keepdims=True)
        least = math_ops.rsqrt(math_ops.cast(pixels, image.dtype))
        deviation = math_ops.maximum(deviation, least)
        image = math_ops.div(image - mean, deviation, name=scope)
        return image_ops_impl.convert_image_dtype(image, given, saturate=True)


def _floordiv(x: object, y: object, name: str | None = None) -> Any:
    """For conversions between integers, which divided with tf.div."""
    return (math_ops.div if in_graph() else math_ops.floordiv)(x, y, name)


replaces_name(
    image_ops_impl,
    "math_ops",
    over(math_ops, "math_ops", floordiv=_floordiv),
    "1.15 divided by tf.div",
)


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


@replaces(f"{_IMAGES}:adjust_jpeg_quality", "TensorFlow 2 saturates, and tells the channels")
def adjust_jpeg_quality(
    image: Any, jpeg_quality: Any, dct_method: Any = "", name: str | None = None
) -> Any:
    if dct_method:
        return original(adjust_jpeg_quality)(image, jpeg_quality, dct_method, name)
    with ops.name_scope(name, "adjust_jpeg_quality", [image]) as name:
        image = ops.convert_to_tensor(image, name="image")
        given = image.dtype
        image = image_ops_impl.convert_image_dtype(image, dtypes.uint8)
        if not tensor_util.is_tf_type(jpeg_quality):
            jpeg_quality = ops.convert_to_tensor(jpeg_quality, dtype=dtypes.int32)
        coded = gen_image_ops.encode_jpeg_variable_quality(image, jpeg_quality)
        return image_ops_impl.convert_image_dtype(gen_image_ops.decode_jpeg(coded), given)


@replaces(f"{_IMAGES}:ssim", "TensorFlow 2 has a scope around it")
def ssim(
    img1: Any,
    img2: Any,
    max_val: Any,
    filter_size: Any = 11,
    filter_sigma: Any = 1.5,
    k1: Any = 0.01,
    k2: Any = 0.03,
    return_index_map: bool = False,
) -> Any:
    options = filter_size, filter_sigma, k1, k2
    if return_index_map:
        return original(ssim)(img1, img2, max_val, *options, return_index_map)
    _, _, checks = image_ops_impl._verify_compatible_image_shapes(img1, img2)
    with ops.control_dependencies(checks):
        img1 = array_ops.identity(img1)
    convert = image_ops_impl.convert_image_dtype
    max_val = convert(math_ops.cast(max_val, img1.dtype), dtypes.float32)
    img1, img2 = convert(img1, dtypes.float32), convert(img2, dtypes.float32)
    similarity, _ = image_ops_impl._ssim_per_channel(img1, img2, max_val, *options)
    return math_ops.reduce_mean(similarity, [-1])


@replaces(f"{_IMAGES}:decode_image", "TensorFlow 2 has one op for all formats")
def decode_image(
    contents: Any,
    channels: Any = None,
    dtype: Any = dtypes.uint8,
    name: str | None = None,
    expand_animations: bool = True,
) -> Any:
    if channels not in (None, 0, 1, 3, 4):
        raise ValueError(f"channels must be in (None, 0, 1, 3, 4), but is {channels!r}.")
    given = 0 if channels is None else channels

    def converted(image: Any) -> Any:
        return image_ops_impl.convert_image_dtype(image, dtype)

    def checked(checks: Any, decode: Callable[[], Any]) -> Any:
        with ops.control_dependencies(checks):
            return converted(decode())

    def other_than(number: int, name: str) -> Any:
        return math_ops.not_equal(given, number, name=name)

    def allowed(right: Any, channels: str, kind: str) -> Any:
        message = f"Channels must be in (None, 0, {channels}) when decoding {kind} images"
        return control_flow_assert.Assert(right, [message])

    def bmp() -> Any:
        signature = string_ops.substr(contents, 0, 2)
        is_bmp = math_ops.equal(signature, "BM", name="is_bmp")
        message = "Unable to decode bytes as JPEG, PNG, GIF, or BMP"
        known = control_flow_assert.Assert(is_bmp, [message])
        right = allowed(other_than(1, "check_channels"), "3", "BMP")
        return checked([known, right], lambda: gen_image_ops.decode_bmp(contents))

    def gif() -> Any:
        name = "check_gif_channels"
        right = math_ops.logical_and(other_than(1, name), other_than(4, name))
        check = allowed(right, "3", "GIF")
        with ops.control_dependencies([check]):
            image = converted(gen_image_ops.decode_gif(contents))
            return image if expand_animations else array_ops.gather(image, 0)

    def png() -> Any:
        depth = dtypes.uint8 if dtype == dtypes.uint8 else dtypes.uint16
        return converted(gen_image_ops.decode_png(contents, channels, dtype=depth))

    def jpeg() -> Any:
        right = allowed(other_than(4, "check_jpeg_channels"), "1, 3", "JPEG")
        return checked([right], lambda: gen_image_ops.decode_jpeg(contents, channels))

    def gif_or_bmp() -> Any:
        is_gif = math_ops.equal(start, b"GIF", name="is_gif")
        return cond_lib.cond(is_gif, gif, bmp, name="cond_gif")

    def not_jpeg() -> Any:
        is_png = image_ops_impl._is_png(contents)
        return cond_lib.cond(is_png, png, gif_or_bmp, name="cond_png")

    with ops.name_scope(name, "decode_image"):
        start = string_ops.substr(contents, 0, 3)
        return cond_lib.cond(image_ops_impl.is_jpeg(contents), jpeg, not_jpeg, name="cond_jpeg")
