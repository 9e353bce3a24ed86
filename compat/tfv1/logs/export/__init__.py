"""`tfv1 export`: what a log has, for other programs.

series.py    read the points of a kind as columns
formats.py   columns as CSV, JSON, NPZ and Parquet
wide.py      scalars as a table with a column for each tag
files.py     a folder with a file for each value, and an index
names.py     file names that are safe, whatever a tag is called
"""
