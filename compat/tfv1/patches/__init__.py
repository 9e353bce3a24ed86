"""What is changed in TensorFlow and its libraries for TensorFlow-1 code.

keras   tf_keras, where 1.15's tf.keras did otherwise in graph mode
flags   tf.flags.FLAGS, as it was before TensorFlow 1.5
"""
