"""The command line: one command a file, each a thin shell over the package.

Commands import the heavy parts (spaCy, pandas, the readers) when they run: all of them together
take seconds, and `kg --help` needs none.
"""
