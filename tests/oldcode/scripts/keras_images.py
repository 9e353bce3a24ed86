"""How Keras changes images at random, and what its initializers write about themselves."""

import answering
import numpy as np
import tensorflow as tf

k = tf.keras
image = k.preprocessing.image
picture = np.arange(7 * 8 * 3).reshape(7, 8, 3).astype("float32")
batch = np.stack([picture, picture * 0.5 + 1, picture[::-1], picture[:, ::-1] + 50])
dense = k.layers.Dense
session = tf.Session()


def pixels(changed):
    """The shape, sum and some pixels of an image or several."""
    some = [round(float(value), 2) for value in changed.reshape(-1)[:: changed.size // 7]]
    return changed.shape, str(changed.dtype), round(float(changed.sum()), 1), some


def drawn(function, *args):
    """A function that draws, of the picture with channels last."""
    np.random.seed(1)
    return pixels(function(picture, *args, row_axis=0, col_axis=1, channel_axis=2))


def generated(**options):
    """The second batch of a generator, and its labels."""
    np.random.seed(2)
    generator = image.ImageDataGenerator(**options)
    if "featurewise_center" in options:
        generator.fit(batch, augment=True, rounds=2, seed=4)
    flow = generator.flow(batch, np.arange(4), batch_size=2, seed=3)
    next(flow)
    found, labels = next(flow)
    return pixels(found), labels.tolist()


def initializer(given):
    """What a layer writes about its initializer."""
    return sorted(dense(2, kernel_initializer=given).get_config()["kernel_initializer"].items())


answering.answer(
    globals(),
    """
pixels(image.apply_affine_transform(picture, theta=30))
pixels(image.apply_affine_transform(picture, tx=1.5, ty=-0.5))
pixels(image.apply_affine_transform(picture, shear=10, fill_mode="constant", cval=7))
pixels(image.apply_affine_transform(picture, zx=0.7, zy=1.2))
pixels(image.apply_affine_transform(picture, theta=9, tx=1, shear=3, zx=0.9, fill_mode="wrap"))
pixels(image.apply_affine_transform(picture.transpose(2, 0, 1), 30, 1, 0, 0, 1, 1, 1, 2, 0))
image.apply_affine_transform(picture) is picture
pixels(image.apply_brightness_shift(picture * 0.5, 0.8))
drawn(image.random_rotation, 20), drawn(image.random_shift, 0.2, 0.3)
drawn(image.random_shear, 10), drawn(image.random_zoom, (0.5, 1.5))
generated(rotation_range=20, horizontal_flip=True, rescale=1 / 255.0)
generated(width_shift_range=0.2, height_shift_range=[-1, 1], vertical_flip=True)
generated(shear_range=5, zoom_range=0.3, fill_mode="constant", channel_shift_range=9.0)
generated(brightness_range=(0.5, 1.5))
generated(featurewise_center=True, featurewise_std_normalization=True, rotation_range=9)
generated(samplewise_center=True, samplewise_std_normalization=True)
initializer("he_normal"), initializer("he_uniform")
initializer("lecun_normal"), initializer("lecun_uniform")
initializer(k.initializers.he_normal(seed=3)), initializer("glorot_uniform")
k.initializers.serialize(k.initializers.get("lecun_normal"))["class_name"]
""",
)
