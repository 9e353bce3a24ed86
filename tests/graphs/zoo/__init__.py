"""Models as people wrote them for 1.15, with their sessions, estimators and Keras models.

Keeps to Python 3.7's syntax, as it runs on 1.15.5, too.
"""
