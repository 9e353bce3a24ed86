"""tf.image."""

from collections.abc import Callable
from typing import Any

from tensorflow.python.framework import dtypes, ops, tensor_util
from tensorflow.python.ops import (
    array_ops,
    check_ops,
    control_flow_assert,
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
        known = image.shape.rank is not None
        shape = image.shape.with_rank_at_least(3) if known else image.shape.with_rank(3)
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


def _cast(x: object, dtype: Any, name: str | None = None) -> Any:
    """For central_crop, which multiplied by its fraction as it is."""
    if in_graph() and isinstance(x, float) and dtype == dtypes.float64:
        return x
    return math_ops.cast(x, dtype, name)


replaces_name(
    image_ops_impl,
    "math_ops",
    over(math_ops, "math_ops", floordiv=_floordiv, cast=_cast),
    "1.15 divided by tf.div, and cast no fractions",
)


@replaces(f"{_IMAGES}:non_max_suppression_padded", "TensorFlow 2 calls a function")
def non_max_suppression_padded(
    boxes: Any,
    scores: Any,
    max_output_size: Any,
    iou_threshold: Any = 0.5,
    score_threshold: Any = float("-inf"),
    pad_to_max_output_size: bool = False,
    name: str | None = None,
    sorted_input: bool = False,
    canonicalized_coordinates: bool = False,
    tile_size: int = 512,
) -> Any:
    with ops.name_scope(name, "non_max_suppression_padded"):
        iou_threshold = ops.convert_to_tensor(iou_threshold, name="iou_threshold")
        score_threshold = ops.convert_to_tensor(score_threshold, name="score_threshold")
        limits = max_output_size, iou_threshold, score_threshold, pad_to_max_output_size
        return gen_image_ops.non_max_suppression_v4(boxes, scores, *limits)


@replaces(f"{_IMAGES}:combined_non_max_suppression", "TensorFlow 2 makes a tensor of the size")
def combined_non_max_suppression(
    boxes: Any,
    scores: Any,
    max_output_size_per_class: Any,
    max_total_size: Any,
    iou_threshold: Any = 0.5,
    score_threshold: Any = float("-inf"),
    pad_per_class: bool = False,
    clip_boxes: bool = True,
    name: str | None = None,
) -> Any:
    with ops.name_scope(name, "combined_non_max_suppression"):
        thresholds = [
            ops.convert_to_tensor(value, dtype=dtypes.float32, name=name)
            for value, name in (
                (iou_threshold, "iou_threshold"),
                (score_threshold, "score_threshold"),
            )
        ]
        sizes = max_output_size_per_class, max_total_size
        return gen_image_ops.combined_non_max_suppression(
            boxes, scores, *sizes, *thresholds, pad_per_class, clip_boxes
        )


@replaces(f"{_IMAGES}:adjust_jpeg_quality", "TensorFlow 2 saturates, and names the channels")
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


@replaces(f"{_IMAGES}:encode_png", "TensorFlow 2 converts an array outside the op's scope")
def encode_png(image: object, compression: int = -1, name: str | None = None) -> Any:
    return gen_image_ops.encode_png(image, compression, name)


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
