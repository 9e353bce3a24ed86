"""Integer division and indexing with NumPy."""
import random

import numpy as np


def main():
    a = np.arange(6)
    print a / 2, a / 2., a[1:] / np.array([2]), 7 / np.array([2, 3]), a.sum() / 4
    print (a / 2).dtype.kind, np.int64(7) / 2, np.float32(7) / 2, np.mean([1, 2]) / 2
    a /= 2
    print a
    b = np.ones(3)
    b /= 2
    print b, a[range(2)], a[a.shape[0] / 2], np.zeros((4 / 2, 3 / 2)).shape
    index = range(6)
    random.shuffle(index)
    batches = [index[i * 2:(i + 1) * 2] for i in xrange(len(index) / 2)]
    print len(batches), sorted(sum(batches, [])), np.array(zip([1, 2], [3, 4])).shape
    print np.array({'a': 1}.values()), np.asarray(map(float, '12')), np.float.__name__, np.product([2, 3])
