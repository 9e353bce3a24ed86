"""A package whose modules import one another by their bare names."""
import round_ones
from square_ones import Square


def describe(names):
    for name in names:
        print '%s:' % name,
        print round_ones.MODULE if name == 'circle' else Square(3).area(), Square.tag
