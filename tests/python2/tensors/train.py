"""TensorFlow as Python 2 code uses it: integer division of tensors, files read as text."""
import cPickle
import sys

import numpy as np
import tensorflow as tf
from tensorflow.python.platform import gfile

whole, half = tf.constant([7, 8]), tf.constant(7.)
weights = tf.get_variable('weights', [4, 6])
folded = whole
folded /= 3
columns = weights.get_shape()[1] / 4
with tf.Session() as sess:
    print [value.tolist() for value in sess.run([whole / 2, 20 / whole, folded, half / 2])]
print (whole / 2).op.type, (half / 2).op.type, columns, tf.zeros([9 / 2, columns]).shape

path = sys.argv[1]
with tf.gfile.Open(path, 'w') as out:
    cPickle.dump({'data': np.arange(3)}, out, 2)
with tf.gfile.FastGFile(path, 'r') as packed:
    print cPickle.load(packed)['data'].tolist()
with gfile.GFile(path, 'wb') as image:
    image.write(np.array([255, 216, 0, 120], np.uint8).tostring())
print type(gfile.FastGFile(path).read()).__name__
with tf.gfile.GFile(path, 'w') as text:
    text.write('one\ntwo\n')
print [line.strip() for line in tf.gfile.GFile(path)], tf.gfile.GFile(path).read().decode('utf-8').split()

# Texts come out of TensorFlow as str; what is no text stays bytes.
def parts(name):
    return name.replace(".wav", "").split("/")[1] + "!", np.float32(len(name))


sess = tf.Session()
text, length = tf.py_func(parts, [tf.constant("d/one.wav")], [tf.string, tf.float32])
names = sess.run({"a": [tf.constant(["x", "y"]), text], "b": tf.constant(b"\xff\x00")})
print names["a"][0], "-".join(names["a"][0]), names["a"][1] == "one!", type(names["b"]).__name__
summary = sess.run(tf.summary.scalar("loss", 1.0))
print type(summary).__name__, tf.constant("t").eval(session=sess) + "u", sess.run(length)

# Records take texts, and give them back.
feature = tf.train.Feature(bytes_list=tf.train.BytesList(value=["one", b"\xff\x00"]))
feature.bytes_list.value.append("two")
feature.bytes_list.value[0] += "!"
again = tf.train.Feature.FromString(feature.SerializeToString())
first, image = again.bytes_list.value[:2]
print first.split("n"), type(image).__name__, [one.upper() for one in again.bytes_list.value[2:]]
print len(again.bytes_list.value), again.bytes_list.value[-1] + "", type(again.bytes_list) == type(tf.train.BytesList())
