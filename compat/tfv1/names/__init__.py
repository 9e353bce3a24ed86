"""Private: what each name of TensorFlow 1.15 is today.

tables     the data
rows       what the tables say about one name
loading    from a home, `module:attribute`, to the object
live       from a name to the object: loads what the tables name
fallback   finds what has only changed its module
contents   what `__dict__` of a view is
refusing   modules and classes that can be imported but not used
static     the same answers from source, without loading anything
stand_ins  small parts that are gone, in our own writing
"""
