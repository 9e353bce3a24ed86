"""Whether a program is for TensorFlow 1 or 2, from its sources.

decision follows the user's imports, and weighs what `tfv1.source` finds: eras, which TensorFlow a
name speaks for, and idioms.
"""
