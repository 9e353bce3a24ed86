import tensorflow as tf

from data import batches

x = tf.placeholder(tf.float32, [])
total = tf.Variable(0.0)
add = total.assign_add(x)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for key, value in batches(3):
        print key, value,
        last = sess.run(add, {x: value})
    print
    print "total %g" % last, map(int, [last]), 7 / 2
