"""Print a script that completes the commands and options of tfv1 in a shell."""

import argparse
import sys

EXAMPLES = """\
eval "$(tfv1 completion bash)"
tfv1 completion zsh > ~/.zfunc/_tfv1     # a folder of $fpath
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=["bash", "zsh", "tcsh"], help="the shell to complete in")


def run(args: argparse.Namespace) -> int:
    try:
        import shtab
    except ImportError:
        print("tfv1 completion needs shtab; run: pip install shtab", file=sys.stderr)
        return 1
    from tfv1.cli import COMMANDS, add_arguments_of

    whole = argparse.ArgumentParser(prog="tfv1")
    commands = whole.add_subparsers(dest="command")
    for name, (_, text) in COMMANDS.items():
        add_arguments_of(name, commands.add_parser(name, help=text))
    print(shtab.complete(whole, args.shell))
    return 0
