class Money(object):
    def __init__(self, cents):
        self.cents = cents

    def __div__(self, other):
        return 'a share of %d' % (self.cents // other)

    def __rdiv__(self, other):
        return 'right'


class Holder(object):
    def __init__(self):
        self.value = 9
        self.__hidden = 9
        self.steps = []

    def next_index(self):
        self.steps.append(1)
        return 0

    def halve(self):
        self.value /= 2
        self.__hidden /= 2
        numbers = [7]
        numbers[self.next_index()] /= 2
        return self.value, self.__hidden, numbers, len(self.steps)


def main():
    print 7 / 2, -7 / 2, 7 / -2, 7. / 2, 7 / 2., 1 / 2 * 4., 100 / 7 / 2, 2 ** 70 / 3
    print (3 + 4) / 2, 5 / (1 + 1), 6 * 3 / 4, 6 / 4 * 3, 7 / 2 % 2, -7 / 2 % 3, True / 2
    print float(7) / 2, int(7 / 2.), 7 // 2, 7. // 2, (7
        / 2), [9 / 2, 9 / 2.], {9 / 4: 9 / 5}
    x = 7
    x /= 2
    y = 7.
    y /= 2
    d = {'a': [9, 5]}
    d['a'][1] /= 2
    d['a'][0] /= 2.
    print x, y, d
    print Holder().halve(), Money(100) / 7, 3 / Money(1)
    print sum([1, 2]) / len([1, 2]), max(1, 9) / 2, reduce(lambda a, b: a / b, [100, 3, 2])
