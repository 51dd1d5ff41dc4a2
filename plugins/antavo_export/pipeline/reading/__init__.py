"""Reading a statement's rows, with one connection or with several under one snapshot."""
