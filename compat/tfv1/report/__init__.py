"""Private: how results are shown: text for a terminal, and plain data for programs.

text.py   what is safe to print; counts, sizes, clocks, tables
html.py   pages
plots.py  curves as SVG
data.py   strict JSON
finding.py   what checks find, as data
"""
