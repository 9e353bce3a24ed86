"""Private: source files and notebooks; found, read, parsed and written, and never run.

files        finds and reads them, and gives the bytes of a changed text
notebooks    the code of a notebook as one text, and back
parsing      the syntax tree, of Python 3 or of Python 2
references   the dotted names that a module uses, through its scopes, imports and aliases
project      the same across files: what modules of the user's hand on
folder       writes below a folder, through no link that leaves it

What a file holds is somebody else's: a file that is too large, is nested too deeply or is no text
raises CannotRead or SyntaxError, whatever is wrong with it.
"""
