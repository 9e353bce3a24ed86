"""tf.image."""

import numpy as np


def constructs(tf, t, v):
    image = tf.image

    def one():
        return t(8, 8, 3)

    def pipeline():
        x = tf.random_crop(one(), [6, 6, 3])
        x = image.random_flip_left_right(x)
        x = image.random_brightness(x, max_delta=63.0 / 255)
        x = image.random_contrast(x, lower=0.2, upper=1.8)
        return image.per_image_standardization(x)

    return {
        "random_flip_left_right": lambda: image.random_flip_left_right(one()),
        "random_flip_up_down": lambda: image.random_flip_up_down(one()),
        "random_flip of batch": lambda: image.random_flip_left_right(t(2, 8, 8, 3)),
        "flip_left_right": lambda: image.flip_left_right(one()),
        "flip_up_down": lambda: image.flip_up_down(one()),
        "flip dynamic": lambda: image.flip_left_right(t(None, None, 3)),
        "rot90": lambda: image.rot90(one()),
        "transpose_image": lambda: image.transpose_image(one()),
        "random_brightness": lambda: image.random_brightness(one(), 0.3),
        "random_contrast": lambda: image.random_contrast(one(), 0.2, 0.8),
        "random_hue": lambda: image.random_hue(one(), 0.2),
        "random_saturation": lambda: image.random_saturation(one(), 0.2, 0.8),
        "random_jpeg_quality": lambda: image.random_jpeg_quality(one(), 75, 95),
        "adjust_brightness": lambda: image.adjust_brightness(one(), 0.1),
        "adjust_brightness of uint8": lambda: image.adjust_brightness(
            t(8, 8, 3, dtype=tf.uint8), 0.1
        ),
        "adjust_contrast": lambda: image.adjust_contrast(one(), 2.0),
        "adjust_hue": lambda: image.adjust_hue(one(), 0.1),
        "adjust_saturation": lambda: image.adjust_saturation(one(), 0.5),
        "adjust_gamma": lambda: image.adjust_gamma(one(), 0.5),
        "per_image_standardization": lambda: image.per_image_standardization(one()),
        "per_image_standardization dynamic": lambda: image.per_image_standardization(
            t(None, None, 3)
        ),
        "central_crop": lambda: image.central_crop(one(), 0.5),
        "crop_to_bounding_box": lambda: image.crop_to_bounding_box(one(), 1, 1, 4, 4),
        "pad_to_bounding_box": lambda: image.pad_to_bounding_box(one(), 1, 1, 12, 12),
        "crop_or_pad": lambda: image.resize_image_with_crop_or_pad(one(), 6, 10),
        "crop_or_pad dynamic": lambda: image.resize_image_with_crop_or_pad(t(None, None, 3), 6, 6),
        "resize_images": lambda: image.resize_images(one(), [4, 4]),
        "resize_images of batch": lambda: image.resize_images(t(None, 8, 8, 3), [4, 4]),
        "resize_images dynamic": lambda: image.resize_images(t(None, None, 3), [4, 4]),
        "resize_images nearest": lambda: image.resize_images(one(), [4, 4], method=1),
        "resize_images aspect": lambda: image.resize_images(
            one(), [4, 6], preserve_aspect_ratio=True
        ),
        "resize_bilinear": lambda: image.resize_bilinear(t(1, 8, 8, 3), [4, 4]),
        "resize_nearest_neighbor": lambda: image.resize_nearest_neighbor(t(1, 8, 8, 3), [4, 4]),
        "resize_bicubic": lambda: image.resize_bicubic(t(1, 8, 8, 3), [4, 4]),
        "resize_image_with_pad": lambda: image.resize_image_with_pad(one(), 6, 10),
        "convert_image_dtype": lambda: image.convert_image_dtype(
            t(8, 8, 3, dtype=tf.uint8), tf.float32
        ),
        "convert_image_dtype back": lambda: image.convert_image_dtype(
            one(), tf.uint8, saturate=True
        ),
        "rgb_to_grayscale": lambda: image.rgb_to_grayscale(one()),
        "grayscale_to_rgb": lambda: image.grayscale_to_rgb(t(8, 8, 1)),
        "rgb_to_hsv": lambda: image.rgb_to_hsv(one()),
        "hsv_to_rgb": lambda: image.hsv_to_rgb(one()),
        "rgb_to_yuv": lambda: image.rgb_to_yuv(one()),
        "decode_jpeg": lambda: image.decode_jpeg(t(dtype=tf.string), channels=3),
        "decode_png": lambda: image.decode_png(t(dtype=tf.string)),
        "decode_image": lambda: image.decode_image(t(dtype=tf.string), channels=3),
        "encode_png of an array": lambda: image.encode_png(np.zeros([2, 2, 1], np.uint8)),
        "encode_jpeg": lambda: image.encode_jpeg(t(8, 8, 3, dtype=tf.uint8)),
        "draw_bounding_boxes": lambda: image.draw_bounding_boxes(t(1, 8, 8, 3), t(1, 2, 4)),
        "non_max_suppression": lambda: image.non_max_suppression(t(3, 4), t(3), 2),
        "crop_and_resize": lambda: image.crop_and_resize(t(1, 8, 8, 3), t(2, 4), [0, 0], [4, 4]),
        "sample_distorted_bounding_box": lambda: image.sample_distorted_bounding_box(
            [8, 8, 3], t(1, 1, 4)
        ),
        "psnr": lambda: image.psnr(t(1, 8, 8, 3), t(1, 8, 8, 3), 1.0),
        "ssim": lambda: image.ssim(t(1, 16, 16, 3), t(1, 16, 16, 3), 1.0),
        "total_variation": lambda: image.total_variation(t(1, 8, 8, 3)),
        "sobel_edges": lambda: image.sobel_edges(t(1, 8, 8, 3)),
        "image_gradients": lambda: image.image_gradients(t(1, 8, 8, 3)),
        "extract_glimpse": lambda: image.extract_glimpse(t(1, 8, 8, 3), [4, 4], t(1, 2)),
        "pipeline": pipeline,
    }
