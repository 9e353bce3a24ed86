"""Private: source files and notebooks; found, read, parsed and written, and never run.

files        finds and reads them
text         the text of one, its encoding and line ends, and the bytes of a changed text
notebooks    the code of a notebook as one text, and back
magics       which lines of a cell are for IPython
parsing      the model of a source, of Python 3 or of Python 2
dialect      which of the two it is
model        a parsed module: its names, their scopes, what imports they come from, and parents
scopes       what each module, function, class and comprehension binds
resolving    what an expression stands for
references   the dotted names that a module uses, through its scopes, imports and aliases
guards       which code is ready for a name to be missing
project      names across files: what modules of the user's hand on
summaries    mistakes with summaries, for `tfv1 doctor` and `tfv1 check`
folder       writes below a folder, through no link that leaves it

What a file holds is somebody else's: a file that is too large, is nested too deeply or is no text
raises CannotRead or SyntaxError, whatever is wrong with it.
"""
