"""How results are shown: text for a terminal, and plain data for programs.

text.py   what is safe to print; counts, sizes, tables
data.py   strict JSON
"""
