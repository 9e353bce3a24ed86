import random


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def next(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


class Ranked(object):
    def __init__(self, rank):
        self.rank = rank

    def __cmp__(self, other):
        return cmp(self.rank, other.rank)

    def __nonzero__(self):
        return self.rank > 0


class Named(object):
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self.name == other.name

    def method(self):
        pass


def main():
    counts = {'b': 2}
    print counts.keys()[0], counts.values() + [3], counts.items()[0][1], counts.has_key('b')
    print list(counts.iteritems()), sorted(counts.iterkeys()), sum(counts.itervalues())
    for key in counts.keys():
        del counts[key]
    print counts, dict({'a': 1}.items() + {'c': 2}.items()) == {'a': 1, 'c': 2}
    print range(3) + [7], map(str, [1, 2])[1], filter(None, [0, 3])[0], zip('ab', [1, 2])[0]
    print map(None, [1, 2], 'a'), map(max, [1, 5], [4, 2]), filter(str.isalpha, 'a1b'), zip()
    print filter(lambda x: x, (0, 4)), map(None, 'ab')
    order = range(10)
    random.shuffle(order)
    print sorted(order) == range(10), order.__class__.__name__, len(xrange(2, 9, 3))
    print reduce(lambda a, b: a * b, [1, 2, 3]), cmp(1, 2), apply(max, (1, 2)), unichr(65) == u'A'
    print sorted([3, 1, 2], lambda a, b: b - a), sorted([3, 1], cmp=lambda a, b: cmp(a, b))
    names = ['bb', 'a', 'ccc']
    names.sort(lambda a, b: cmp(len(b), len(a)))
    print names, isinstance(u'x', unicode), isinstance('x', basestring), isinstance(5L, (int, long))
    print list(Countdown(3)), Countdown(2).next(), next(Countdown(9)), max(Countdown(4))
    print Ranked(1) < Ranked(2), Ranked(3) == Ranked(3), bool(Ranked(0)), sorted([Ranked(2), Ranked(1)])[0].rank
    print len(set([Named('a')])), Named('x').method.im_func.func_name, main.func_name
    print round(2.5), round(-2.5), round(3), round(2.675, 2), round(1234.5, -2), round(0.5), round(1e22)
    space = {'n': 7}
    exec 'print "inside", n / 2\nm = n / 2' in space
    print space['m'], eval('7 / 2'), eval(' n / 2', space), eval('order[0] / 2') >= 0
    print long('12'), int('12'), 'ff'.decode('hex') == '\xff', 'abc'.encode('hex'), str(1.5)
    try:
        raise KeyError('lost')
    except KeyError, e:
        print e.message, e.args
    print [type(x).__name__ for x in (1, 1.5, [], 'x')], coerce(1, 2.5), intern('x')
