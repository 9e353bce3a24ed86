"""Our own versions of small parts of 1.15 that are gone from TensorFlow; the tables name them."""
