# -*- coding: utf-8 -*-
"""Everything a Python 2 training script does; its output under Python 2.7 is in tests/golden/python2."""
import sys

import arrays
import division
import functions
import library
import statements
from shapes import describe

if __name__ == '__main__':
    for module in (statements, division, functions, library, arrays):
        print '==', module.__name__
        module.main()
    print '==', 'shapes'
    describe(sys.argv[1:] or ['square', 'circle'])
