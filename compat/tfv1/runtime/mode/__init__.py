"""Whether a program is for TensorFlow 1 or 2, from its sources.

decision     follows the user's imports and weighs what it finds
api_signals  which TensorFlow a name speaks for, as data
idioms       which TensorFlow calls and loops speak for
"""
