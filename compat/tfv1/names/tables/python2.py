"""The standard library under the names of Python 2, as data.

A home is `module:attribute` or `module`, as in `tfv1.names.tables.libraries`. This module imports
nothing.
"""

_HERE = "tfv1.python2"
_STDLIB = f"{_HERE}.stdlib"
_PARSE = (
    "ParseResult SplitResult parse_qs parse_qsl urldefrag urljoin urlparse urlsplit urlunparse "
    "urlunsplit"
)
_QUOTE = "quote quote_plus unquote unquote_plus urlencode"
_REQUEST = (
    "BaseHandler FTPHandler FileHandler HTTPBasicAuthHandler HTTPCookieProcessor HTTPHandler "
    "HTTPPasswordMgr HTTPPasswordMgrWithDefaultRealm HTTPRedirectHandler HTTPSHandler "
    "OpenerDirector ProxyHandler Request build_opener install_opener urlopen"
)
_URLLIB = "getproxies pathname2url url2pathname urlcleanup urlopen urlretrieve"
_STRING_METHODS = (
    "atof atoi atol capitalize count expandtabs find index join joinfields ljust lower lstrip "
    "replace rfind rindex rjust rsplit rstrip split splitfields strip swapcase translate upper "
    "zfill"
)


def _same(module: str, names: str) -> dict[str, str]:
    return {name: f"{module}:{name}" for name in names.split()}


# Old module -> its replacement.
MODULES: dict[str, str] = {
    "BaseHTTPServer": "http.server",
    "CGIHTTPServer": "http.server",
    "ConfigParser": "configparser",
    "Cookie": "http.cookies",
    "HTMLParser": "html.parser",
    "Queue": "queue",
    "ScrolledText": "tkinter.scrolledtext",
    "SimpleHTTPServer": "http.server",
    "SocketServer": "socketserver",
    "Tkinter": "tkinter",
    "UserDict": "collections",
    "UserList": "collections",
    "UserString": "collections",
    "__builtin__": "builtins",
    "anydbm": "dbm",
    "cPickle": "pickle",
    "commands": "subprocess",
    "cookielib": "http.cookiejar",
    "copy_reg": "copyreg",
    "dbhash": "dbm",
    "dumbdbm": "dbm.dumb",
    "dummy_thread": "_thread",
    "dummy_threading": "threading",
    "exceptions": "builtins",
    "future_builtins": "builtins",
    "gdbm": "dbm.gnu",
    "htmlentitydefs": "html.entities",
    "httplib": "http.client",
    "markupbase": "_markupbase",
    "md5": "hashlib",
    "repr": "reprlib",
    "robotparser": "urllib.robotparser",
    "sets": "builtins",
    "sha": "hashlib",
    "thread": "_thread",
    "tkFileDialog": "tkinter.filedialog",
    "tkFont": "tkinter.font",
    "tkMessageBox": "tkinter.messagebox",
    "tkSimpleDialog": "tkinter.simpledialog",
    "ttk": "tkinter.ttk",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
    "xmlrpclib": "xmlrpc.client",
    "StringIO": f"{_HERE}.files",
    "cStringIO": f"{_HERE}.files",
}

# Takes precedence over the table of the TensorFlow-1 namespace.
TENSORFLOW: dict[str, str] = {
    "tensorflow.train.BytesList": f"{_HERE}.records:BytesList",
    **{
        f"{gfile}.{name}": f"{_HERE}.gfile:{'FastGFile' if name == 'FastGFile' else 'GFile'}"
        for gfile in ("tensorflow.gfile", "tensorflow.python.platform.gfile")
        for name in ("FastGFile", "GFile", "Open")
    },
}

_PICKLE = _same(_STDLIB, "dump load loads")

# Module -> name -> home; takes precedence over what the module has today.
NAMES: dict[str, dict[str, str]] = {
    "ConfigParser": _same("tfv1.legacy.stdlib", "ConfigParser RawConfigParser SafeConfigParser"),
    "cPickle": _PICKLE,
    "csv": _same(_STDLIB, "reader DictReader"),
    "exceptions": {"StandardError": "builtins:Exception"},
    "itertools": {
        "ifilter": "builtins:filter",
        "ifilterfalse": "itertools:filterfalse",
        "imap": "builtins:map",
        "izip": "builtins:zip",
        "izip_longest": "itertools:zip_longest",
    },
    "math": _same(_STDLIB, "ceil floor"),
    "md5": {"md5": "hashlib:md5", "new": "hashlib:md5"},
    "numpy": {"load": f"{_STDLIB}:load_array", "save": f"{_STDLIB}:save_array"},
    "operator": {
        "div": f"{_HERE}.division:div",
        "idiv": f"{_HERE}.division:idiv",
        **_same(_STDLIB, "isCallable isMappingType isNumberType isSequenceType sequenceIncludes"),
    },
    "os": {"errno": "errno", "getcwdu": "os:getcwd"},
    "pickle": _PICKLE,
    "sets": {"ImmutableSet": "builtins:frozenset", "Set": "builtins:set"},
    "sha": {"new": "hashlib:sha1", "sha": "hashlib:sha1"},
    "string": {
        **_same(_STDLIB, _STRING_METHODS),
        "letters": "string:ascii_letters",
        "lowercase": "string:ascii_lowercase",
        "maketrans": f"{_STDLIB}:maketrans",
        "uppercase": "string:ascii_uppercase",
    },
    "sys": {
        "exc_clear": f"{_STDLIB}:do_nothing",
        "maxint": "sys:maxsize",
        "setdefaultencoding": f"{_STDLIB}:do_nothing",
    },
    "types": {
        "BooleanType": "builtins:bool",
        "ClassType": "builtins:type",
        "ComplexType": "builtins:complex",
        "DictType": "builtins:dict",
        "DictionaryType": "builtins:dict",
        "FileType": f"{_HERE}.files:file",
        "FloatType": "builtins:float",
        "InstanceType": "builtins:object",
        "IntType": "builtins:int",
        "ListType": "builtins:list",
        "LongType": "builtins:int",
        "NoneType": f"{_STDLIB}:NoneType",
        "ObjectType": "builtins:object",
        "SliceType": "builtins:slice",
        "StringType": "builtins:str",
        "StringTypes": f"{_STDLIB}:StringTypes",
        "TupleType": "builtins:tuple",
        "TypeType": "builtins:type",
        "UnboundMethodType": "types:FunctionType",
        "UnicodeType": "builtins:str",
        "XRangeType": "builtins:range",
    },
    "urllib": {
        **_same("urllib.parse", _QUOTE),
        **_same("urllib.request", _URLLIB),
        "FancyURLopener": f"{_STDLIB}:FancyURLopener",
        "URLopener": f"{_STDLIB}:FancyURLopener",
    },
    "urllib2": {
        **_same("urllib.request", _REQUEST),
        **_same("urllib.error", "HTTPError URLError"),
        **_same("urllib.parse", "quote unquote"),
    },
    "urlparse": _same("urllib.parse", _PARSE),
}
