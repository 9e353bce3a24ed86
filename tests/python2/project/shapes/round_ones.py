import string
from square_ones import Square

MODULE = string.join([__name__, Square.__name__], '/')
