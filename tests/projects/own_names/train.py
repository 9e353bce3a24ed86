import summary
import tensorflow as tf
import tfv1
import utils

op = summary.scalar("seven", utils.seven())
with tf.Session() as sess:
    value = tf.Summary.FromString(sess.run(op)).value[0]
print(value.tag, value.simple_value, utils.count(tf.get_default_graph()), tfv1.who)
