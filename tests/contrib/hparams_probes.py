"""Calls of HParams and parse_values that run on the real 1.15.5 and on tfv1.

usage: hparams_probes.py OUT.json

Each case is statements separated by newlines, the last of them an expression; its repr, or the
error's type and message, goes into OUT.json. Python 3.7 syntax.
"""

import ast
import json
import sys

H = (
    "h = HParams(i=3, f=0.5, b=True, s='text', none=None, "
    "li=[1, 2], lf=[0.5, 1.5], lb=[True, False], ls=['a', 'b'])\n"
)

PARSE_VALUES = """
    a=1
    a=1,b=2.5,s=word
    a=1, b=2.5 , s=word
    a = 1
    a=-3
    a=+4
    a=1_000
    a=1.5
    a=1e3
    a=0x10
    a=
    a= 7
    a=true
    a=one
    b=1
    b=1e-5
    b=-.54e89
    b=nan
    b=inf
    b=x
    b=
    t=true
    t=True
    t=false
    t=False
    t=TRUE
    t=1
    t=0
    t=2
    t=-1
    t=yes
    t=
    s=
    s=a b c
    s=a.b/c:d
    s=a=b
    s="quoted"
    s='x'
    s=é
    s=[a,b]
    s=[a b]
    s=a]b
    s=a[b
    s=a,b
    a=1,
    a=1,,b=2
    ,a=1
    a
    a==1
    =1
    1a=1
    _a=1
    a.b=1
    x.y=3
    a-b=1
    unknown=1
    unknown=[1,2]
    unknown[1]=1
    a=[1,2,3]
    a=[1, 2, 3]
    a=[1 2 3]
    a=[ 1 , 2 ]
    a=[]
    a=[ ]
    a=[1,,2]
    a=[1
    a=1]
    a=[1,2]x
    a=[[1],[2]]
    a=[1,x]
    a=[1.5]
    b=[1,2.5]
    b=[x]
    t=[true,False,1,0]
    t=[maybe]
    a[0]=1
    a[1]=1,a[0]=2
    a[ 1 ]=1
    a[01]=1
    a[1] = 1
    a[-1]=1
    a[x]=1
    a[]=1
    a[1]=[1,2]
    a[1]=1,a[1]=2
    a[1]=1,a=2
    a[1]=1,a=[2]
    a=1,a[1]=2
    a=1,a=2
    a=[1],a=[2]
    a=1,a=[2]
    a=[1],a=1
    a=[1],a[0]=1
    t[3]=true
    t[3]=x
    s[0]=word,s[1]=other
    a=1 b=2
    a=1;b=2
    a=1\\nb=2
    a=1,\\n b=2
    a\\t=1
    =
    ,
    """

CASES = ["parse_values('', TYPES)"]
CASES += [
    "parse_values('{}', TYPES)".format(line.strip().replace("'", "\\'"))
    for line in PARSE_VALUES.split("\n")
    if line.strip()
]
CASES += [
    f"parse_values({text!r}, TYPES, ignore_unknown=True)"
    for text in ("u=1,a=2", "u=[1,2],a=2", "u[1]=1,a=2", "u=1", "u", "a=x,u=1")
]
CASES += [
    "parse_values('a=1', {})",
    "parse_values(1, TYPES)",
    "parse_values('n=1', {'n': type(None)})",
    "parse_values('c=1+2j', {'c': complex})",
    "parse_values('a=1', {'a': lambda text: text * 2})",
    "parse_values('a=x', {'a': float})",
]

CASES += [
    H + f"sorted(h.parse({text!r}).values().items(), key=str)"
    for text in (
        "",
        "i=4",
        "i=4,f=2,b=false,s=new",
        "f=1",
        "f=x",
        "i=1.5",
        "i=true",
        "b=2",
        "b=x",
        "s=1",
        "s=",
        "none=1",
        "none=x",
        "li=[5,6,7]",
        "li=[5]",
        "li=5",
        "li=[]",
        "li[0]=9",
        "li[5]=9",
        "i[0]=9",
        "i=[1]",
        "i=[1,2]",
        "lf=[1,2]",
        "lf=[x]",
        "lb=[true]",
        "lb=[0,1]",
        "ls=[x,y z]",
        "ls=[]",
        "ls=word",
        "nope=1",
        "nope=[1]",
        "i=1,i=2",
        "i=1,f=x",
        "I=1",
        "i=1 ",
    )
]

CASES += [
    H + f"h.set_hparam({text})\nsorted(h.values().items(), key=str)"
    for text in (
        "'i', 4",
        "'i', 4.0",
        "'i', True",
        "'i', '4'",
        "'i', None",
        "'i', [4]",
        "'i', (4,)",
        "'i', 2**70",
        "'i', {0: 1}",
        "'f', 1",
        "'f', 1.5",
        "'f', True",
        "'f', '1'",
        "'f', None",
        "'f', 1j",
        "'f', float('nan')",
        "'b', False",
        "'b', 0",
        "'b', 1.0",
        "'b', 'true'",
        "'b', None",
        "'s', 'new'",
        "'s', b'bytes'",
        "'s', 3",
        "'s', None",
        "'s', ''",
        "'none', 5",
        "'none', 'x'",
        "'none', None",
        "'none', [1]",
        "'li', [7]",
        "'li', [7.5]",
        "'li', [True]",
        "'li', []",
        "'li', 7",
        "'li', (7, 8)",
        "'li', ['7']",
        "'li', {0: 1}",
        "'li', None",
        "'lf', [1, 2.5]",
        "'lf', ['x']",
        "'lb', [False]",
        "'lb', [0]",
        "'ls', ['x']",
        "'ls', [1]",
        "'ls', [b'x']",
        "'missing', 1",
        "'i', np.int64(4)",
        "'i', np.float32(4)",
        "'f', np.float32(0.25)",
        "'b', np.bool_(True)",
        "'i', np.array(1)",
    )
]

CASES += [
    H + text
    for text in (
        "h.add_hparam('new', 1)\nh.new",
        "h.add_hparam('new', [])",
        "h.add_hparam('new', ())",
        "h.add_hparam('new', (1, 2))\nh.new, h.parse('new=[3]').new",
        "h.add_hparam('new', [1, 'x'])\nh.new, h.set_hparam('new', ['y'])",
        "h.add_hparam('i', 1)",
        "h.add_hparam('none', 1)\nh.none, h.parse('none=5').none",
        "h.add_hparam('parse', 1)",
        "h.add_hparam('values', 1)",
        "h.add_hparam('_hparam_types', 1)",
        "h.add_hparam('_model_structure', 1)\nh._model_structure",
        "h.add_hparam('a.b', 1)\ngetattr(h.parse('a.b=2'), 'a.b')",
        "h.add_hparam('fn', len)\nh.fn",
        "h.add_hparam('d', {'x': 1})\nh.d, h.set_hparam('d', {'y': 2}), h.d",
        "h.add_hparam(1, 2)",
        "h.del_hparam('i')\nsorted(h.values()), 'i' in h, hasattr(h, 'i')",
        "h.del_hparam('missing')",
        "h.del_hparam('none')\n'none' in h",
        "h.del_hparam('parse')",
        "h.del_hparam('i')\nh.parse('i=1')",
        "h.del_hparam('i')\nh.add_hparam('i', 'now text')\nh.parse('i=1').i",
        "h.i",
        "h.missing",
        "h.i = 7\nh.i, h.values()['i'], h.to_json(sort_keys=True)",
        "h.i = 'not an int'\nh.values()['i'], h.parse('i=3').i",
        "h.fresh = 1\n'fresh' in h, 'fresh' in h.values()",
        "'i' in h, 'nope' in h, 'parse' in h, 'none' in h",
        "list(h.values())",
        "h.override_from_dict({'i': 9, 'ls': ['z']}) is h, h.i, h.ls",
        "h.override_from_dict({'i': 'x'})",
        "h.override_from_dict({'nope': 1})",
        "h.override_from_dict({})  is h",
        "h.set_from_map({'i': 12}).i",
        "h.get('i'), h.get('nope'), h.get('nope', 5), h.get('none'), h.get('none', 3), h.get('li')",
        "h.get('i', 1)",
        "h.get('i', 1.5)",
        "h.get('i', True)",
        "h.get('i', 'x')",
        "h.get('i', [1])",
        "h.get('f', 1)",
        "h.get('f', 'x')",
        "h.get('b', False)",
        "h.get('b', 0)",
        "h.get('s', 'x')",
        "h.get('s', 1)",
        "h.get('li', [5])",
        "h.get('li', [])",
        "h.get('li', [1.5])",
        "h.get('li', 5)",
        "h.get('li', (5,))",
        "h.get('ls', ['x', 1])",
        "h.to_json(sort_keys=True)",
        "h.to_json()",
        "h.to_json(indent=1, sort_keys=True)",
        "h.to_json(separators=(',', ':'), sort_keys=True)",
        "h.add_hparam('bytes', b'x')\nh.to_json()",
        'h.parse_json(\'{"i": 5, "f": 2, "ls": ["q"], "b": false}\') is h, h.i, h.f, h.ls, h.b',
        "h.parse_json('{\"i\": 5.5}')",
        'h.parse_json(\'{"i": "5"}\')',
        "h.parse_json('{\"i\": null}')",
        "h.parse_json('{\"nope\": 1}')",
        'h.parse_json(\'{"ls": "q"}\')',
        "h.parse_json('{\"i\": [1]}')",
        "h.parse_json('{\"lf\": [1, 2]}').lf",
        "h.parse_json('[1]')",
        "h.parse_json('{')",
        "h.parse_json('')",
        "str(h)",
        "repr(h)",
        "h.get_model_structure()",
        "h.set_model_structure('m')\nh.get_model_structure()",
        "import copy\ncopy.deepcopy(h).parse('i=8').i, h.i",
        "import pickle\npickle.loads(pickle.dumps(h)).values() == h.values()",
        "h.del_hparam('none')\nHParams.from_proto(h.to_proto()).values() == h.values()",
        "h.to_proto()",
        "h.del_hparam('none')\nproto_as_text(h.to_proto())",
        "h.del_hparam('none')\nproto_as_text(h.to_proto(export_scope='x'))",
    )
]

CASES += [
    "HParams().values()",
    "str(HParams()), repr(HParams())",
    "HParams(a=[])",
    "HParams(a=())",
    "HParams(parse=1)",
    "HParams(get=1)",
    "HParams(to_json='x')",
    "HParams(set_from_map=1)",
    "HParams(items=1, keys=2, name=3).items",
    "HParams(model_structure='m').get_model_structure()",
    "HParams(model_structure='m').values()",
    "HParams(hparam_def='text')",
    "HParams(None, None, a=1).a",
    "HParams({'a': 1})",
    "HParams('', a=1).a",
    "repr(HParams(b=2, a='x', c=[1.5, 2]))",
    "str(HParams(a='x', l=[1, 2]))",
    "HParams(rate=0.1).to_proto().hparam['rate'].float_value",
    "p = HParams(rate=0.1, big=2**40, text=u'\\u00e9', flags=[True]).to_proto()\n"
    "HParams.from_proto(p).to_json(sort_keys=True)",
    "HParams.from_proto(HParams(a=b'bytes', l=[b'x']).to_proto()).a",
    "HParams(big=2**70).to_proto()",
    "HParams(c=1j).to_proto()",
    "HParams(d={}).to_proto()",
    "HParams(l=[1, 2.5]).to_proto()",
    "HParams(hparam_def=HParams(a=1).to_proto(), b=2)",
    "HParams(hparam_def=HParams(a=1).to_proto(), model_structure='m').get_model_structure()",
    "HParams(hparam_def=HParams().to_proto(), b=2).values()",
    "HParams.from_proto(HParams(a=1).to_proto(), import_scope='s').a",
    "HParams(a=np.float32(1)).parse('a=2').a",
    "HParams(a=np.int64(1)).to_json()",
    "HParams(a=np.float64(1)).set_hparam('a', 2)",
    "HParams(n=None).parse('n=3')",
    "HParams(a=1).parse(None)",
    "HParams(a=1).parse('b=1')",
    "HParams(a=1).parse('a=99999999999999999999').a",
    "HParams(**{'with.dot': 1}).values()",
    "HParams(a=True).parse('a=0').a",
    "HParams(a='x').parse('a=true').a",
    "HParams(u=u'\\u00e9').to_json()",
    "HParams(a=1) == HParams(a=1)",
    "sorted(n for n in dir(HParams) if not n.startswith('_'))",
    "HParamDef.DESCRIPTOR.full_name, HParamDef.DESCRIPTOR.file.name",
    "HParamDef.DESCRIPTOR.file.serialized_pb",
    "HParamDef(hparam={'a': HParamDef.HParamType(int64_value=1)}).SerializeToString()",
]


def proto_as_text(message):
    """The fields by name: the order of a proto's map is its library's own."""
    return [
        "{}: {}".format(name, " ".join(str(message.hparam[name]).split()))
        for name in sorted(message.hparam)
    ]


def outcome(case, names):
    module = ast.parse(case)
    last = module.body.pop()
    try:
        exec(compile(module, "case", "exec"), names)
        value = eval(compile(ast.Expression(body=last.value), "case", "eval"), names)
    except Exception as error:  # noqa: BLE001 - the error is the result
        return {"error": type(error).__name__, "message": str(error)}
    return {"value": repr(value)}


def run():
    import numpy as np

    if sys.version_info[:2] != (3, 7):  # the real 1.15 has no newer Python
        from tfv1.contrib.training import HParamDef, HParams, parse_values
    else:
        from tensorflow.contrib.training.python.training.hparam import HParams, parse_values
        from tensorflow.contrib.training.python.training.hparam_pb2 import HParamDef
    types = {"a": int, "b": float, "t": bool, "s": str, "x.y": int}
    common = {
        "HParams": HParams,
        "HParamDef": HParamDef,
        "parse_values": parse_values,
        "TYPES": types,
        "np": np,
        "proto_as_text": proto_as_text,
    }
    return {case: outcome(case, dict(common)) for case in CASES}


if __name__ == "__main__":
    with open(sys.argv[1], "w") as stream:
        json.dump(run(), stream, sort_keys=True)
