"""A package that is run with -m; its modules import each other relatively."""
