"""Small parts of 1.15 that are gone from TensorFlow, in our own writing; tables name them."""
