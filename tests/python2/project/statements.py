# -*- coding: utf-8 -*-
import sys
from StringIO import StringIO


def tuples(a, (b, c), d=4):
    """A docstring that stays."""
    return a + b * c - d


def nested((a, (b, c))): return (c, b, a)


def first_is_if((a, b)):
    if a > b:
        return a
    return b


def first_is_for(xs, (low, high)):
    for x in xs:
        if low <= x < high:
            yield x


def first_is_try((a, b)):
    try:
        return a / b
    except ZeroDivisionError, e:
        return e.message


def main():
    print 'one', 'two'
    print ('a', 1)
    print ('alone')
    print 'percent %d' % 3, (1 + 2) * 3
    print "over %s" % \
        "lines", (1,
                  2)
    out = StringIO()
    print >>out, 'to a stream', 5
    print >>out
    print >> out, 'kept open',
    print repr(out.getvalue().rstrip(' '))
    print tuples(1, (2, 3)), tuples.__doc__, nested((1, (2, 3)))
    print first_is_if((3, 9)), list(first_is_for(range(9), (2, 5))), first_is_try((1, 0))
    print map(lambda (k, v): v - k, [(1, 5), (2, 9)]), (lambda (x): x + 1)(1)
    print sorted({'a': 2, 'b': 1}.items(), key=lambda (name, count): count)
    print [x for (x, y) in sorted(enumerate('ba'), key=lambda (i, c): c)]
    try:
        raise ValueError, 'no such thing'
    except ValueError, error:
        print 'caught', error, `error.args`
    try:
        raise IOError, (2, 'gone')
    except (IOError, OSError), (number, text):
        print number, text
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            kind, value, trace = sys.exc_info()
            raise TypeError, TypeError('again'), trace
    except TypeError, error:
        print error
    space = {}
    exec 'inside = 1' in space
    print space['inside'], `1, 'two'`, `u'x'` in ("u'x'", "'x'"), 1 <> 2
    print 0777, 0, 00, 0xFFL, 10L, 1e3, 017 + 0o17, 0b11
    print ur'\d', ur'\u0041', len(u'\xe9'), len('\u1234'), '\N', '\Users'
    print [i for i in 1, 2, 3]
	# A tab reaches the eighth column.
    if 1:
	print 'tab'
        print 'spaces'
    def later():
        yield 1
        raise StopIteration
        yield 2
    print list(later()); print 'two on a line'; print
