import ConfigParser
import cPickle as pickle
import cStringIO
import csv
import itertools
import json
import math
import operator
import os
import Queue
import string
import StringIO
import sys
import tempfile
import thread
import types
import urllib
import urllib2
import urlparse
from collections import Mapping, defaultdict
from itertools import imap, izip

import __builtin__

reload(sys)
sys.setdefaultencoding('utf-8')


def main():
    print list(izip([1, 2], 'ab')), list(imap(str, [1])), list(itertools.izip_longest([1], []))
    print list(itertools.ifilter(None, [0, 1])), itertools.ifilterfalse(None, [0]).next()
    print string.letters[:26].lower() == string.lowercase, string.join(['a', 'b'], '-'), string.atoi('7')
    print 'hello'.translate(string.maketrans('el', 'ip')), string.split('a b'), string.upper('x')
    print math.floor(2.5), math.ceil(2.1), math.floor(-0.5), int(math.ceil(7 / 2.)), math.ceil(7 / 2) / 2
    print sys.maxint > 2 ** 31, os.getcwdu() == os.getcwd(), operator.div(7, 2), operator.isCallable(len)
    print types.StringType is str, isinstance({}, types.DictType), types.NoneType is type(None)
    print urllib.quote('a b'), urllib.urlencode({'x': 1}), urlparse.urlparse('http://h/p?q=1').netloc
    print urllib2.Request('http://h/').get_full_url(), issubclass(urllib2.HTTPError, urllib2.URLError)
    print __builtin__.xrange is xrange, isinstance({}, Mapping), thread.allocate_lock().acquire()
    q = Queue.Queue()
    q.put(3)
    print q.get(), isinstance(Queue.Empty(), Exception)

    folder = tempfile.mkdtemp()
    path = os.path.join(folder, 'x')
    with open(path, 'wb') as f:
        pickle.dump({'a': [1, 2]}, f, -1)
    print pickle.load(open(path)), pickle.loads(pickle.dumps((1, 'x')))
    pickle.dump([5], open(path, 'w'))
    print pickle.load(open(path, 'rb'))
    with open(path, 'wb') as f:
        json.dump({'k': 'v'}, f)
    print json.load(open(path), encoding='utf-8') == {'k': 'v'}, open(path, 'rU').read()
    with open(path, 'wb') as f:
        csv.writer(f).writerow(['a', 1])
    print list(csv.reader(open(path, 'rb'))), isinstance(open(path), file)
    f = file(path, 'w')
    print >>f, 'line', 1
    f.write('two\n')
    f.close()
    print open(path).readlines(), [line.strip() for line in open(path)]
    with open(path, 'wb') as f:
        f.write('x = 5\ny = x / 2\n')
    execfile(path)
    names = {}
    execfile(path, names)
    print names['y']

    text = StringIO.StringIO('one\ntwo')
    print text.readline().strip(), text.read(), [line for line in StringIO.StringIO('a\nb')]
    out = cStringIO.StringIO()
    out.write('abc')
    out.seek(0)
    print out.read(2), out.getvalue(), len(StringIO.StringIO().getvalue())

    settings = ConfigParser.SafeConfigParser()
    settings.readfp(StringIO.StringIO('[a]\nb = 1\n'))
    print settings.get('a', 'b'), settings.getint('a', 'b')
    d = defaultdict(list)
    d['x'].append(1)
    print d.items(), d.has_key('y')
