"""What an export means, worked out row by row in plain Python.

Written from the documentation alone and sharing no code with the compiler: of the product it uses
the catalogue's declarations, the names of the types and what a ``date:`` expression stands for.
"""
