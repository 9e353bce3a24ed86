import cPickle


def batches(count):
    table = cPickle.loads(cPickle.dumps({"x": [1, 2, 3]}))
    for key, values in table.iteritems():
        for i in xrange(count):
            yield key, values[i % len(values)] / 2
