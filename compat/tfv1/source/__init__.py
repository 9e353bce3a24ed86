"""Private: source files and notebooks; found, read, parsed and written, and never run.

Files:
  files        finds and reads them
  text         the text of one, its encoding and line ends, and the bytes of a changed text
  notebooks    the code of a notebook as one text, and back; magics are its lines for IPython
  lines        which lines were changed, as a diff
  folder       writes below a folder, through no link that leads out of it

What is in them:
  parsing      the model of a source, of Python 3 or of Python 2; dialect is which of the two
  model        a parsed module: its names, their scopes, the imports that bind them, and parents
  scopes       what each module, function, class and comprehension binds
  resolving    what an expression stands for
  references   the dotted names that a module uses, through its scopes, imports and aliases
  guards       which code is prepared for a missing name
  nodes        children and dotted names of syntax nodes
  project      names across files: what the user's modules pass on to each other
  eras         which TensorFlow a name speaks for; idioms are calls and loops that speak for one
  summaries    mistakes with summaries, for `tfv1 doctor` and `tfv1 check`

The files are other people's: one that is too large, nested too deeply or not text raises
CannotRead or SyntaxError, whatever is wrong with it.
"""
