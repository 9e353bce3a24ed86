"""Methods of pandas that are gone: append, ix, as_matrix and others."""

import warnings

import answering
import numpy as np  # noqa: F401
import pandas as pd
import tensorflow as tf  # noqa: F401

warnings.simplefilter("ignore")
df = pd.DataFrame({"b": [1, 2], "a": ["u", "v"]}, index=["x", "y"])
s = pd.Series([1.0, 2.0, 3.0], index=["p", "q", "r"])
n = pd.DataFrame({"c": [1, 2, 3]}, index=[10, 20, 30])


def kind(dtype):
    """The name of a type; pandas 3 has one of its own for texts."""
    return "object" if str(dtype) == "str" else str(dtype)


def show(value):
    """A table or series with its labels and types."""
    if isinstance(value, pd.DataFrame):
        return value.to_dict("split"), [kind(dtype) for dtype in value.dtypes]
    if isinstance(value, pd.Series):
        return value.to_dict(), kind(value.dtype), value.name
    return value


def setix(held, key, value):
    """A copy in which `ix` has set something."""
    held = held.copy()
    held.ix[key] = value
    return held


answering.answer(
    globals(),
    """
show(df.append({"a":"w","b":6}, ignore_index=True))
show(df.append({"a":"w","b":6}))
show(df.append({"c":2.5,"b":6}, ignore_index=True))
show(df.append(pd.Series({"c":2.5,"b":6}), ignore_index=False))
show(df.append(pd.Series([5, "t"], ["b","a"], name="z")))
show(df.append([{"b":3}, {"b":4,"a":"q"}], ignore_index=True))
show(df.append(pd.DataFrame({"a":["n"],"0":[1]})))
show(df.append(pd.DataFrame({"a":["n"],"0":[1]}), sort=False))
show(df.append(df, True))
show(df.append([]))
show(pd.DataFrame().append({"a":1,"b":2.5}, ignore_index=True))
show(pd.DataFrame(columns=["b","a"]).append({"a":1,"b":2.5}, ignore_index=True))
show(pd.DataFrame({"k":[1,2]}).append({"k":3}, ignore_index=True))
show(pd.DataFrame({"k":[1.,2.],"l":[1,2]}).append({"k":3,"l":4}, ignore_index=True))
show(pd.DataFrame([[1,2]]).append([[7,8]]))
show(s.append(s))
show(s.append(to_append=[s, s], ignore_index=True))
show(s.append(pd.Series({"z":1})))
show(df.ix["x","a"])
show(df.ix[1,0])
show(df.ix[-1])
show(df.ix[:,"a"])
show(df.ix[0:1])
show(df.ix["x":"y","b"])
show(df.ix[[True,False]])
show(df.ix[[0,1],["a"]])
show(df.ix[df.b > 1, "a"])
show(df.ix[np.array([1])])
show(df.ix["nope"])
show(n.ix[10])
show(n.ix[0])
show(n.ix[10:20])
show(n.ix[0:1])
show(n.ix[[10,30],0])
show(n.ix[20,"c"])
show(s.ix[0], s.ix["q"])
show(s.ix[0:2])
show(s.ix["p":"q"])
show(s.ix[[0,2]])
show(setix(df, ("x","b"), 9))
show(setix(df, (0,1), "new"))
show(setix(df, "z", [1,"f"]))
show(setix(df, (slice(None),"c"), 1.5))
show(setix(df, (df.b>1,"b"), 0))
show(setix(s, 1, 5))
show(setix(s, "new", 5))
show(setix(n, (10,"c"), 0))
show(df.as_matrix().tolist(), df.as_matrix(["b"]).tolist())
show(s.as_matrix().tolist(), s.get_values().tolist(), df.get_values().tolist())
show(df.get_value("x","b"), df.get_value(0,0,takeable=True), s.get_value("q"))
show(df.set_value("x","b",7))
show(s.set_value("q",7))
show(s.set_value("w",7))
show(list(df.iteritems())[0][0], list(s.iteritems()))
show(pd.datetime.__name__, pd.np.__name__)
show(df.lookup(["x","y"],["b","a"]).tolist())
""",
)
