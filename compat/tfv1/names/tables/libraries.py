"""What libraries have dropped since TensorFlow 1's time, as data: the old name and its home today.

A home is `module:attribute` or `module`. The homes below `tfv1` are this project's own writing, for
names whose successor differs or does not exist. This module imports nothing, so that a checker can
read it without NumPy. The reference is Python 3.7 with NumPy 1.16-1.18 and SciPy 1.1.
"""

from collections.abc import Iterator

_HERE = "tfv1.legacy"
_STDLIB = f"{_HERE}.stdlib"
_NUMPY = f"{_HERE}.numpy"
_NUMPY2 = f"{_HERE}.numpy2"
_MISC = f"{_HERE}.scipy.misc"
_DERIVATIVES = f"{_HERE}.scipy.derivatives"

_ABCS = (
    "AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable Collection Container "
    "Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView "
    "MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized ValuesView"
)
_WINDOWS = (
    "barthann bartlett blackman blackmanharris bohman boxcar chebwin cosine exponential flattop "
    "gaussian general_gaussian hamming hann kaiser nuttall parzen triang tukey"
)
_SPECIAL = "comb factorial factorial2 factorialk logsumexp"
_IMAGES = "bytescale fromimage imfilter imread imresize imrotate imsave imshow toimage"
_SUMMARIES = (
    "audio audio_pb custom_scalar custom_scalar_pb histogram histogram_pb image image_pb pr_curve "
    "pr_curve_pb pr_curve_raw_data_op pr_curve_raw_data_pb pr_curve_streaming_op scalar scalar_pb "
    "text text_pb"
)
_NUMPY_ERRORS = (
    "AxisError ComplexWarning ModuleDeprecationWarning RankWarning TooHardError "
    "VisibleDeprecationWarning"
)
_NUMPY_LIB = (
    "numpy.lib.arraypad numpy.lib.arraysetops numpy.lib.function_base numpy.lib.index_tricks "
    "numpy.lib.nanfunctions numpy.lib.polynomial numpy.lib.shape_base numpy.lib.twodim_base "
    "numpy.lib.type_check numpy.lib.ufunclike"
)
# Some exist, but no longer take the same arguments.
_NUMPY2_NAMES = (
    "asfarray cast column_stack cross disp dstack find_common_type fromstring histogram hstack "
    "in1d issctype issubclass_ issubsctype maximum_sctype msort nanpercentile nanquantile nbytes "
    "obj2sctype percentile quantile recfromcsv recfromtxt reshape row_stack sctype2char sctypes "
    "source stack sum trapz vstack who"
)
_SKLEARN = (
    "sklearn.cluster",
    "sklearn.feature_extraction.text",
    "sklearn.linear_model",
    "sklearn.manifold",
    "sklearn.preprocessing",
)
_MODEL_SELECTION = "cross_val_predict cross_val_score permutation_test_score train_test_split"
_GRID_SEARCH = "GridSearchCV ParameterGrid ParameterSampler RandomizedSearchCV"


# They are there, but take no nested lists of unequal length.
RAGGED = (
    "all amax amin any append argmax argmin argsort array_split asarray_chkfinite atleast_1d "
    "atleast_2d average clip copy cumsum delete diff expand_dims flip full_like insert max "
    "mean median min ndim nonzero ones_like prod ptp ravel repeat resize roll save savez "
    "savez_compressed shape size sort split squeeze std swapaxes take tile transpose unique var "
    "where zeros_like"
)


def _same(module: str, names: str) -> dict[str, str]:
    return {name: f"{module}:{name}" for name in names.split()}


# Module -> name that it has dropped -> home.
NAMES: dict[str, dict[str, str]] = {
    "base64": {
        "decodestring": "base64:decodebytes",
        "encodestring": "base64:encodebytes",
    },
    "cgi": {"escape": f"{_STDLIB}:cgi_escape"},
    "collections": _same("collections.abc", _ABCS),
    "configparser": _same(_STDLIB, "ConfigParser RawConfigParser SafeConfigParser"),
    "fractions": {"gcd": f"{_STDLIB}:gcd"},
    "h5py": {"File": f"{_HERE}.h5py:File"},
    "html.parser": {},
    "gast": dict.fromkeys(("Bytes", "Ellipsis", "NameConstant", "Num", "Str"), "gast:Constant"),
    "inspect": _same(_STDLIB, "ArgSpec getargspec getfullargspec formatargspec"),
    "json": _same(_STDLIB, "load loads"),
    "matplotlib.pyplot": {},
    "numpy": {
        "alen": f"{_NUMPY}:alen",
        "alltrue": "numpy:all",
        "array": f"{_NUMPY}:array",
        "asanyarray": f"{_NUMPY}:asanyarray",
        "asarray": f"{_NUMPY}:asarray",
        "asscalar": f"{_NUMPY}:asscalar",
        "bool": "builtins:bool",
        "bool8": "numpy:bool_",
        "bytes0": "numpy:bytes_",
        "complex": "builtins:complex",
        "cumproduct": "numpy:cumprod",
        "float": "builtins:float",
        "int": "builtins:int",
        "int0": "numpy:intp",
        "loads": "pickle:loads",
        "long": "builtins:int",
        "mafromtxt": f"{_NUMPY}:mafromtxt",
        "math": "math",
        "ndfromtxt": f"{_NUMPY}:ndfromtxt",
        "object": "builtins:object",
        "object0": "numpy:object_",
        "product": "numpy:prod",
        "rank": "numpy:ndim",
        "sometrue": "numpy:any",
        "str": "builtins:str",
        "str0": "numpy:str_",
        "sys": "sys",
        "typeDict": "numpy:sctypeDict",
        "uint0": "numpy:uintp",
        "unicode": "builtins:str",
        "void0": "numpy:void",
        "warnings": "warnings",
        "DataSource": "numpy:lib.npyio.DataSource",
        "Inf": "numpy:inf",
        "Infinity": "numpy:inf",
        "NAN": "numpy:nan",
        "NINF": f"{_NUMPY2}:NINF",
        "NZERO": f"{_NUMPY2}:NZERO",
        "NaN": "numpy:nan",
        "PINF": "numpy:inf",
        "PZERO": f"{_NUMPY2}:PZERO",
        **_same("numpy.exceptions", _NUMPY_ERRORS),
        **_same(_NUMPY2, _NUMPY2_NAMES),
        **_same(f"{_HERE}.ragged", RAGGED),
        "cfloat": "numpy:complex128",
        "chararray": "numpy:char.chararray",
        "clongfloat": "numpy:clongdouble",
        "compare_chararrays": "numpy:char.compare_chararrays",
        "complex_": "numpy:complex128",
        "float_": "numpy:float64",
        "format_parser": "numpy:rec.format_parser",
        "infty": "numpy:inf",
        "longcomplex": "numpy:clongdouble",
        "longfloat": "numpy:longdouble",
        "mat": "numpy:asmatrix",
        "round_": "numpy:round",
        "safe_eval": "ast:literal_eval",
        "singlecomplex": "numpy:complex64",
        "string_": "numpy:bytes_",
        "unicode_": "numpy:str_",
    },
    "numpy.core.umath_tests": {"inner1d": f"{_NUMPY}:inner1d"},
    "numpy.random": _same(f"{_HERE}.ragged", "choice permutation"),
    "pandas": {"datetime": "datetime:datetime", "np": "numpy"},
    "PIL.Image": {
        "ANTIALIAS": "PIL.Image:LANCZOS",
        "CUBIC": "PIL.Image:BICUBIC",
        "LINEAR": "PIL.Image:BILINEAR",
    },
    "PIL.ImageDraw": {"Draw": f"{_HERE}.pillow:Draw"},
    "PIL.ImageFont": _same(f"{_HERE}.pillow", "load_default truetype"),
    "platform": _same(_STDLIB, "dist linux_distribution"),
    "pylab": {},
    "random": _same(_STDLIB, "sample shuffle"),
    "scipy.integrate": {
        "cumtrapz": "scipy.integrate:cumulative_trapezoid",
        "simps": f"{_HERE}.scipy.integrate:simps",
        "trapz": "scipy.integrate:trapezoid",
    },
    "scipy.interpolate": {"interp1d": f"{_HERE}.scipy.interpolate:interp1d"},
    "scipy.linalg": {
        "kron": "numpy:kron",
        "pinv2": "scipy.linalg:pinv",
        "tri": "numpy:tri",
        "tril": "numpy:tril",
        "triu": "numpy:triu",
    },
    "scipy.misc": {
        **_same(_MISC, _IMAGES),
        **_same("scipy.special", _SPECIAL),
        **_same(_DERIVATIVES, "central_diff_weights derivative"),
        "ascent": "scipy.datasets:ascent",
        "electrocardiogram": "scipy.datasets:electrocardiogram",
        "face": "scipy.datasets:face",
        "info": "numpy:info",
        "pade": "scipy.interpolate:pade",
        "source": f"{_NUMPY2}:source",
        "who": f"{_NUMPY2}:who",
    },
    "scipy.misc.common": {
        **_same("scipy.special", _SPECIAL),
        **_same(_DERIVATIVES, "central_diff_weights derivative"),
    },
    "scipy.misc.pilutil": _same(_MISC, _IMAGES),
    "scipy.ndimage": {"imread": f"{_MISC}:imread"},
    "scipy.optimize": {"minimize": f"{_HERE}.scipy.optimize:minimize"},
    "scipy.signal": {
        **_same("scipy.signal.windows", _WINDOWS),
        "hanning": "scipy.signal.windows:hann",
        "lfilter": f"{_HERE}.scipy.signal:lfilter",
        **_same(f"{_HERE}.scipy.wavelets", "cwt ricker"),
    },
    "scipy.spatial.distance": {
        "matching": "scipy.spatial.distance:hamming",
        "wminkowski": f"{_HERE}.scipy.distance:wminkowski",
    },
    "scipy.special": {"sph_harm": f"{_HERE}.scipy.special:sph_harm"},
    "scipy.stats": {
        **_same(f"{_HERE}.scipy.stats", "binom_test itemfreq median_absolute_deviation"),
        "frechet_l": "scipy.stats:weibull_max",
        "frechet_r": "scipy.stats:weibull_min",
        "gilbrat": "scipy.stats:gibrat",
        "trapz": "scipy.stats:trapezoid",
    },
    **{module: {} for module in _SKLEARN},
    "sklearn.cross_validation": _same("sklearn.model_selection", _MODEL_SELECTION),
    "sklearn.grid_search": _same("sklearn.model_selection", _GRID_SEARCH),
    "sklearn.utils.linear_assignment_": {"linear_assignment": f"{_HERE}.sklearn:linear_assignment"},
    "tensorboard.plugins.beholder": _same(f"{_HERE}.beholder", "Beholder BeholderHook"),
    "tensorboard.plugins.beholder.beholder": _same(f"{_HERE}.beholder", "Beholder BeholderHook"),
    # TensorBoard 1.15's ops; today some of the names are functions of TensorFlow 2's API.
    "tensorboard.summary": _same("tensorboard.summary.v1", _SUMMARIES),
    "threading": {"Thread": f"{_STDLIB}:Thread"},
    "time": {"clock": f"{_STDLIB}:clock"},
    "xml.etree.ElementTree": {},
    "yaml": _same(f"{_HERE}.yaml", "load load_all"),
}

# Modules that are gone as a whole -> their replacement, also for their submodules.
MODULES: dict[str, str] = {
    "cgi": f"{_HERE}.cgi",
    "distutils": "setuptools._distutils",
    "imghdr": f"{_HERE}.imghdr",
    "imp": f"{_HERE}.imp",
    **dict.fromkeys(_NUMPY_LIB.split(), "numpy"),
    "numpy.fft.helper": "numpy.fft",
    "numpy.linalg.linalg": "numpy.linalg",
    "numpy.testing.utils": "numpy.testing",
    "pipes": f"{_HERE}.pipes",
    "scipy.sparse.linalg.eigen.arpack": "scipy.sparse.linalg",
    "sklearn.externals.joblib": "joblib",
    "sklearn.externals.six": "six",
    "xml.etree.cElementTree": "xml.etree.ElementTree",
}

# The module that supplied all other names of the first: both repeated NumPy's namespace.
REST: dict[str, str] = {"scipy": "numpy", "numpy.lib": "numpy"}

# Further names that ``from module import *`` imported.
STARRED: dict[str, tuple[str, ...]] = {
    "numpy": ("alen", "asscalar", "long", "rank", "typeDict", "unicode"),
}

# Called when a library is first imported: changes to its own objects.
SETTLED: dict[str, str] = {
    "h5py": "tfv1.patches.library:give_h5py",
    "html.parser": "tfv1.patches.library:give_html",
    "matplotlib.pyplot": "tfv1.patches.matplotlib2:give_back",
    "numpy": "tfv1.patches.numpy2:give_back",
    "pandas": "tfv1.patches.pandas1:give_back",
    "pylab": "tfv1.patches.matplotlib2:give_back",
    **dict.fromkeys(_SKLEARN, "tfv1.patches.sklearn0:give_back"),
    "xml.etree.ElementTree": "tfv1.patches.library:give_elements",
}

# Never imported, because importing them warns: all their names are above.
REPLACED = frozenset(
    {"imp", "numpy.core.umath_tests", "scipy.misc", "scipy.misc.common", "scipy.misc.pilutil"}
)


def modules() -> Iterator[str]:
    """Every module that has a view, parents included."""
    for name in {*NAMES, *MODULES, *REST}:
        while name:
            yield name
            name = name.rpartition(".")[0]


def home(module: str, name: str) -> str | None:
    """Where `module.name` lives today, or None if the tables do not say."""
    found = NAMES.get(module, {}).get(name)
    return found or MODULES.get(f"{module}.{name}")
